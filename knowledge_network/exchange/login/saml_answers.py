"""Whether an answer by SAML is to be believed; imported only where python3-saml is.

It has to be signed as a whole assertion, by this federation, for us, as the answer to what this browser asked a moment
ago. python3-saml looks at most of that; what it lets pass is refused here: no audience, a confirmation that answers no
question or names another address, and any way of signing that is not in the list.
"""

from __future__ import annotations

from lxml.etree import LxmlError
from onelogin.saml2.constants import OneLogin_Saml2_Constants
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

from knowledge_network.exchange.login.saml import (
    SamlError,
    Told,
    address_of_answers,
    build_settings,
    describe_request,
)

MORE = "http://www.w3.org/2001/04/xmldsig-more#"
ENCRYPTION = "http://www.w3.org/2001/04/xmlenc#"
ALLOWED = {
    "//ds:SignatureMethod/@Algorithm": {f"{MORE}rsa-sha256", f"{MORE}rsa-sha384", f"{MORE}rsa-sha512"},
    "//ds:DigestMethod/@Algorithm": {f"{ENCRYPTION}sha256", f"{MORE}sha384", f"{ENCRYPTION}sha512"},
    "//ds:Transform/@Algorithm": {
        "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
        "http://www.w3.org/2001/10/xml-exc-c14n#",
    },
}
# What a federation answers when somebody pressed «cancel» there.
CANCELLED = ("RequestDenied", "AuthnFailed")
# What is raised by what is no answer at all: no base64, no XML, a document type, an entity, something locked.
UNREADABLE = (OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError, LxmlError, ValueError)


class Answer(OneLogin_Saml2_Response):
    """Of another house, with what it does not ask for."""

    def demand_allowed_ways(self) -> None:
        for path, allowed in ALLOWED.items():
            other = set(OneLogin_Saml2_XML.query(self.document, path)) - allowed
            if other:
                raise SamlError(f"Signed in a way that is not allowed: {min(other)}")

    def demand_for_us(self, audience: str) -> None:
        if audience not in self.get_audiences():
            raise SamlError("The answer does not say for whom it is.")

    def demand_answer_to(self, asked: str, address: str) -> None:
        """One confirmation, so it is the one that was looked at, and all of it as we asked."""
        found = self._query_assertion("/saml:Subject/saml:SubjectConfirmation")
        data = [node.find("saml:SubjectConfirmationData", OneLogin_Saml2_Constants.NSMAP) for node in found]
        if len(data) != 1 or data[0] is None:
            raise SamlError("There is not one confirmation.")
        told = data[0]
        if told.get("InResponseTo") != asked or told.get("Recipient") != address or not told.get("NotOnOrAfter"):
            raise SamlError("The confirmation is of another question.")


def read_question(word: str, answer: str) -> str:
    """The number of the question that it says it answers, before anything of it is believed."""
    asked = _open(word, answer).get_in_response_to()
    if not asked:
        raise SamlError("Nobody asked.")
    return str(asked)


def read_answer(word: str, answer: str, asked: str) -> Told:
    response = _open(word, answer)
    _demand_success(response)
    response.demand_allowed_ways()
    if not response.is_valid(describe_request(word), asked):
        raise SamlError(str(response.get_error())[:200])
    try:
        response.demand_for_us(str(response._settings.get_sp_data()["entityId"]))
        response.demand_answer_to(asked, address_of_answers(word))
        return Told(
            name_id=response.get_nameid() or "",
            name_format=response.get_nameid_format() or "",
            attributes={
                name: [value for value in values if isinstance(value, str)]
                for name, values in response.get_attributes().items()
            },
        )
    except UNREADABLE as error:
        raise SamlError(str(error)[:200]) from error


def _open(word: str, answer: str) -> Answer:
    try:
        return Answer(OneLogin_Saml2_Settings(build_settings(word)), answer)
    except UNREADABLE as error:
        raise SamlError(f"The answer cannot be read: {type(error).__name__}") from error


def _demand_success(response: Answer) -> None:
    try:
        response.check_status()
    except UNREADABLE as error:
        codes = OneLogin_Saml2_XML.query(response.document, "/samlp:Response/samlp:Status//samlp:StatusCode/@Value")
        said = {str(code).rpartition(":")[2] for code in codes}
        # Its own words beside the codes may be about a person.
        raise SamlError(f"Status {', '.join(sorted(said))}", is_cancelled=bool(said & set(CANCELLED))) from error
