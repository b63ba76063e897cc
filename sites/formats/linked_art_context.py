"""The terms of Linked Art (https://linked.art/) that are used here, as the CIDOC CRM defines them.

They stand in each document, so that a reader needs no network to understand it, and understands it the same in years.
"""

CRM = "crm:{}".format


def _link(property_: str) -> dict:
    return {"@id": CRM(property_), "@type": "@id"}


def _moment(property_: str) -> dict:
    return {"@id": CRM(property_), "@type": "xsd:dateTime"}


CONTEXT = {
    "@version": 1.1,
    "crm": "http://www.cidoc-crm.org/cidoc-crm/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "la": "https://linked.art/ns/terms/",
    "aat": "http://vocab.getty.edu/aat/",
    "id": "@id",
    "type": "@type",
    "_label": "rdfs:label",
    "Activity": CRM("E7_Activity"),
    "AttributeAssignment": CRM("E13_Attribute_Assignment"),
    "Group": CRM("E74_Group"),
    "HumanMadeObject": CRM("E22_Human-Made_Object"),
    "Identifier": CRM("E42_Identifier"),
    "Language": CRM("E56_Language"),
    "LinguisticObject": CRM("E33_Linguistic_Object"),
    "Name": CRM("E33_E41_Linguistic_Appellation"),
    "Place": {"@id": CRM("E53_Place"), "@context": {"part_of": _link("P89_falls_within")}},
    "Production": CRM("E12_Production"),
    "TimeSpan": CRM("E52_Time-Span"),
    "Type": CRM("E55_Type"),
    "assigned": _link("P141_assigned"),
    "assigned_property": {"@id": CRM("P177_assigned_property_of_type"), "@type": "@vocab"},
    "assigned_to": _link("P140_assigned_attribute_to"),
    "attributed_by": _link("P140i_was_attributed_by"),
    "approximated_by": _link("P189i_is_approximated_by"),
    "begin_of_the_begin": _moment("P82a_begin_of_the_begin"),
    "carried_out_by": _link("P14_carried_out_by"),
    "classified_as": _link("P2_has_type"),
    "content": CRM("P190_has_symbolic_content"),
    "current_location": _link("P55_has_current_location"),
    "defined_by": CRM("P168_place_is_defined_by"),
    "end_of_the_end": _moment("P82b_end_of_the_end"),
    "equivalent": {"@id": "la:equivalent", "@type": "@id"},
    "identified_by": _link("P1_is_identified_by"),
    "influenced_by": _link("P15_was_influenced_by"),
    "language": _link("P72_has_language"),
    "part_of": _link("P46i_forms_part_of"),
    "produced_by": _link("P108i_was_produced_by"),
    "referred_to_by": _link("P67i_is_referred_to_by"),
    "timespan": _link("P4_has_time-span"),
    "used_for": _link("P16i_was_used_for"),
    "used_specific_object": _link("P16_used_specific_object"),
}
