"""Every template in each of its states, looked at with axe: `make states`.

The tests ask for nearly every page in nearly every state: empty lists, wrong fields, refusals, all roles. `keeper`
keeps what they get, with the branches of templates that made it; `look` takes the fewest pages that show all of them to
a browser, on a phone and a desk, in the light and in the dark, and says which templates and branches no page showed.
"""
