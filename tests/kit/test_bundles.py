"""Joining style sheets and scripts changes nothing that a browser reads: only comments and needless blanks go."""

import re

import pytest
from rcssmin import cssmin
from rjsmin import jsmin

from scripts import bundle_assets
from scripts.bundle_assets import (
    BUNDLES,
    UnsafeSourceError,
    inside_bundle,
    joined_css,
    joined_js,
    small_css,
    small_js,
)

CSS_SOURCES = {
    "a comment goes": ("a { /* no */ color: red; }", "a{color:red}"),
    "no comment but a text": ('a::before { content: "/* c */"; }', 'a::before{content:"/* c */"}'),
    "a text in single quotes": ("a { content: '/* c */  // d' }", "a{content:'/* c */  // d'}"),
    "a quote in a text": (r'a { content: "\"/* c */ "; }', r'a{content:"\"/* c */ "}'),
    "a comment between two texts": ('a { content: "x" /* "y" */ "z"; }', 'a{content:"x" "z"}'),
    "an address": ('a { background: url("a/b.svg") no-repeat; }', 'a{background:url("a/b.svg") no-repeat}'),
    "an address without quotes": ("a { background: url(//x/*y*/z.svg) }", "a{background:url(//x/*y*/z.svg)}"),
    "a calculation": ("a { width: calc(100% - (2 * var(--x))); }", "a{width:calc(100% - (2 * var(--x)))}"),
    "a sum": ("a { width: calc( 1px + 2px ); }", "a{width:calc(1px + 2px)}"),
    "rules in rules": (
        ".a { &:hover { b: c; } & .d { e: f; } > .g { h: i; } + .j { k: l; } }",
        ".a{&:hover{b:c}& .d{e:f}>.g{h:i}+ .j{k:l}}",
    ),
    "a descendant and a compound": ("a :not(.b) { c: d; } a:not(.b) { e: f; }", "a :not(.b){c:d}a:not(.b){e:f}"),
    "both themes": ("a { color: light-dark( #fff , #000 ); }", "a{color:light-dark(#fff,#000)}"),
    "layers": ("@layer one, two;\n@layer one { a { b: c; } }", "@layer one,two;@layer one{a{b:c}}"),
    "a container": (
        "@container card (width > 30rem) and (height < 3rem) { a { b: c; } }",
        "@container card (width>30rem) and (height < 3rem){a{b:c}}",
    ),
    "a screen": ("@media (width < 40rem) and (pointer: coarse) { a { b: c } }", None),
    "not this screen": ("@media not all and (monochrome) { a { b: c; } }", "@media not all and (monochrome){a{b:c}}"),
    "a grid": ('a { grid-template-areas: "a  b" "c  d"; }', 'a{grid-template-areas:"a  b" "c  d"}'),
    "negative values": ("a { margin: -1px -2px; }", "a{margin:-1px -2px}"),
    "the same twice, for old browsers": ("a { height: 100vh; height: 100dvh; }", "a{height:100vh;height:100dvh}"),
    "important": ("a { b: c !important; }", "a{b:c!important}"),
}
JS_SOURCES = {
    "a comment goes": ("a(); // no\n/* no */ b();", "a();b();"),
    "a text with slashes": ('const a = "// no"; // yes', 'const a="// no";'),
    "a text that looks like a comment": ("const a = '/* c */';", "const a='/* c */';"),
    "a pattern": (r'const r = /[/"]\/\/ x/g.test(s);', r'const r=/[/"]\/\/ x/g.test(s);'),
    "a pattern after a bracket": ('if (a) /x  "y/.exec(b);', 'if(a)/x  "y/.exec(b);'),
    "a pattern that is given back": ("() => { return /a  b/; }", "()=>{return/a  b/;}"),
    "a division": ("x = a / b / c; // d", "x=a/b/c;"),
    "a template": ("b = `// ${ x } /* keep */  two\n  lines`;", "b=`// ${ x } /* keep */  two\n  lines`;"),
    "no semicolon": ("a = b\n++c", "a=b\n++c"),
    "a private field": ("class A { #p = 1; get x() { return this.#p; } }", "class A{#p=1;get x(){return this.#p;}}"),
    "optional": ("a = async (x) => (await x?.y) ?? z;", "a=async(x)=>(await x?.y)??z;"),
}


@pytest.mark.parametrize(("source", "wanted"), CSS_SOURCES.values(), ids=CSS_SOURCES)
def test_a_style_sheet_says_the_same(source, wanted):
    made = small_css(source)

    assert made == wanted if wanted else without_blanks(made) == without_blanks(source)


@pytest.mark.parametrize(("source", "wanted"), JS_SOURCES.values(), ids=JS_SOURCES)
def test_a_script_says_the_same(source, wanted):
    assert small_js(source) == wanted


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text).replace(";}", "}")


@pytest.mark.parametrize("source", ['a { background: url("a b.svg") }', "a{background:url( 'a b.svg' )}"])
def test_an_address_with_a_blank_is_refused_because_the_minifier_would_change_it(source):
    assert "a b.svg" not in cssmin(source)
    with pytest.raises(UnsafeSourceError, match=r"page\.css"):
        small_css(source, name="page.css")


@pytest.mark.parametrize("source", ["a = `x ${b ? `y //z` : 0}`;", "a = `${f({ c: 1 }) + `y //z`}`;"])
def test_a_template_in_a_template_is_refused_because_the_minifier_would_cut_it(source):
    assert "//z" not in jsmin(source)
    with pytest.raises(UnsafeSourceError, match=r"page\.js"):
        small_js(source, name="page.js")


def test_two_templates_beside_each_other_are_no_template_in_a_template():
    source = 'a=`${x} of {y}`;b=`${f({c:1})}`;c="`";d=`{`;'

    assert small_js(source) == source


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("@layer a { .b :is(c) { d: e; } }", "@layer a{.b :is(c){d:e}}"),
        ("@layer a { .b\n    :where(c:not([d]), f) { g: h; } }", "@layer a{.b :where(c:not([d]),f){g:h}}"),
        ('@layer a { [b="c"] ::marker { d: e; } }', '@layer a{[b="c"] ::marker{d:e}}'),
        ("@layer a { .b:hover { c: d; & :is(e) { f: g; } } }", "@layer a{.b:hover{c:d;& :is(e){f:g}}}"),
        ("@layer a { @media (width >= 4rem) { b { c: d; } } }", "@layer a{@media (width>=4rem){b{c:d}}}"),
    ],
)
def test_what_stands_in_an_element_is_not_taken_for_the_element(source, kept):
    """`.field :is(input)` is an input in a field; `.field:is(input)` would be a field that is an input: none."""
    assert small_css(source) == kept


def test_files_do_not_run_into_each_other(tmp_path):
    """A statement at the end of one file ends before the first rule of the next, and names stay in their file."""
    (tmp_path / "a.css").write_text("@layer one, two;\n")
    (tmp_path / "b.css").write_text("a { b: c; }\n")
    for name in ("a.js", "b.js"):
        (tmp_path / name).write_text("const x = 1 // one\n")

    assert joined_css([tmp_path / "a.css", tmp_path / "b.css"]) == "@layer one,two;\na{b:c}\n"
    assert joined_js([tmp_path / "a.js", tmp_path / "b.js"]) == '"use strict";\n{\nconst x=1\n}\n{\nconst x=1\n}\n'


def test_every_source_is_in_one_bundle_and_the_order_of_the_layers_comes_first():
    bundles = {path.name: make() for path, make in BUNDLES.items()}

    assert bundles["bundle.css"].startswith("@layer reset,tokens,base,layout,components,utilities;")
    assert {name for name, text in bundles.items() if len(text) < 3000} == set()


def test_the_style_of_a_room_comes_along_for_who_is_signed_in(tmp_path, monkeypatch):
    """After what is shared, and by the name of the room: nobody lists it."""
    (tmp_path / "components").mkdir()
    for name in bundle_assets.INSIDE:
        (tmp_path / "components" / f"{name}.css").write_text("")
    for room in ("polls", "asking"):
        (tmp_path / "rooms" / room).mkdir(parents=True)
        (tmp_path / "rooms" / room / "page.css").write_text(f".{room} {{ color: red; }}")
    monkeypatch.setattr(bundle_assets, "CSS", tmp_path)
    assert inside_bundle().split() == [".asking{color:red}", ".polls{color:red}"]
