"""
How schools' ethnicity codes become the monthly return's.

Source: the main and extended categories of DfE's common basic data set, and the return's list of twenty codes with
BBRI. The return has no code of its own for Travellers of Irish heritage, so that one is never guessed.
"""

from towpath.imports.reading.values.words import fold_table

_FULLER = {
    "WBRI": "WENG WSCO WWEL WNIR WCOR WOWB",
    "WIRI": "",
    "WROM": "WROG WROR WROO WROT",
    "WOTH": "WALB WBOS WCRO WGRE WGRK WGRC WITA WKOS WPOR WSER WTUR WTUK WTUC WEUR WEEU WWEU WOTW",
    "MWBC": "",
    "MWBA": "",
    "MWAS": "MWAP MWAI MWAO",
    "MOTH": "MAOE MABL MACH MBOE MBCH MCOE MWOE MWCH MOTM",
    "AIND": "",
    "APKN": "AMPK AKPA AOPK",
    "ABAN": "",
    "AOTH": "AAFR AKAO ANEP ASNL ASLT ASRO AOTA",
    "BCRB": "",
    "BAFR": "BANN BCON BGHA BNGN BSLN BSOM BSUD BAOF",
    "BOTH": "BEUR BNAM BOTB",
    "BBRI": "",
    "CHNE": "CHKC CMAL CSNG CTWN COCH",
    "OARA": "",
    "OOTH": "OAFG OEGY OFIL OIRN OIRQ OJPN OKOR OKRD OLAM OLEB OLIB OMAL OMRC OPOL OTHA OVIE OYEM OOEG",
    "REFU": "",
    "NOBT": "",
}

RETURNED_AS = {code: main for main, fuller in _FULLER.items() for code in (main, *fuller.split())}
UNRETURNABLE = frozenset({"WIRT"})

WORDS = fold_table(
    {
        "WBRI": ("White British", "White - British", "British"),
        "WIRI": ("White Irish", "White - Irish", "Irish"),
        "WROM": ("Gypsy / Roma", "Gypsy or Roma", "White - Gypsy/Roma"),
        "WOTH": ("Any other White background", "White - any other White background", "White other"),
        "MWBC": ("White and Black Caribbean", "Mixed - White and Black Caribbean"),
        "MWBA": ("White and Black African", "Mixed - White and Black African"),
        "MWAS": ("White and Asian", "Mixed - White and Asian"),
        "MOTH": ("Any other mixed background", "Mixed - any other mixed background", "Mixed other"),
        "AIND": ("Indian", "Asian - Indian"),
        "APKN": ("Pakistani", "Asian - Pakistani"),
        "ABAN": ("Bangladeshi", "Asian - Bangladeshi"),
        "AOTH": ("Any other Asian background", "Asian other"),
        "BCRB": ("Caribbean", "Black Caribbean", "Black - Caribbean"),
        "BAFR": ("African", "Black African", "Black - African"),
        "BOTH": ("Any other Black background", "Black other"),
        "BBRI": ("Black British",),
        "CHNE": ("Chinese",),
        "OARA": ("Arab",),
        "OOTH": ("Any other ethnic group", "Other ethnic group"),
        "REFU": ("Refused", "Prefer not to say"),
        "NOBT": ("Information not obtained", "Not obtained", "Information not yet obtained"),
    }
)
