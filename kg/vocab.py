"""The terms of the ontology as constants. GENERATED from ontology/ by `make ref`; do not edit."""

from typing import Final

from kg.model import Term

BASE: Final = "https://w3id.org/cn-budget-performance/"
NS_BP: Final = "https://w3id.org/cn-budget-performance/ns#"
NS_BPC: Final = "https://w3id.org/cn-budget-performance/code/"
PREFIXES: Final[dict[str, str]] = {
    "bp": "https://w3id.org/cn-budget-performance/ns#",
    "bpc": "https://w3id.org/cn-budget-performance/code/",
    "dcterms": "http://purl.org/dc/terms/",
    "earl": "http://www.w3.org/ns/earl#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kpi": "http://w3id.org/kpionto/",
    "oa": "http://www.w3.org/ns/oa#",
    "obeu-attribute": "http://data.openbudgets.eu/ontology/dsd/attribute/",
    "obeu-dimension": "http://data.openbudgets.eu/ontology/dsd/dimension/",
    "obeu-measure": "http://data.openbudgets.eu/ontology/dsd/measure/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class BP:
    """Classes and properties of the vocabulary (``ontology/kpi.ttl``)."""

    Activity: Final = Term("https://w3id.org/cn-budget-performance/ns#Activity")
    Announcement: Final = Term("https://w3id.org/cn-budget-performance/ns#Announcement")
    BudgetLine: Final = Term("https://w3id.org/cn-budget-performance/ns#BudgetLine")
    Check: Final = Term("https://w3id.org/cn-budget-performance/ns#Check")
    Department: Final = Term("https://w3id.org/cn-budget-performance/ns#Department")
    Disclosure: Final = Term("https://w3id.org/cn-budget-performance/ns#Disclosure")
    Duty: Final = Term("https://w3id.org/cn-budget-performance/ns#Duty")
    Entry: Final = Term("https://w3id.org/cn-budget-performance/ns#Entry")
    Fact: Final = Term("https://w3id.org/cn-budget-performance/ns#Fact")
    Finding: Final = Term("https://w3id.org/cn-budget-performance/ns#Finding")
    Indicator: Final = Term("https://w3id.org/cn-budget-performance/ns#Indicator")
    Item: Final = Term("https://w3id.org/cn-budget-performance/ns#Item")
    Link: Final = Term("https://w3id.org/cn-budget-performance/ns#Link")
    Objective: Final = Term("https://w3id.org/cn-budget-performance/ns#Objective")
    Passage: Final = Term("https://w3id.org/cn-budget-performance/ns#Passage")
    Place: Final = Term("https://w3id.org/cn-budget-performance/ns#Place")
    Project: Final = Term("https://w3id.org/cn-budget-performance/ns#Project")
    Residue: Final = Term("https://w3id.org/cn-budget-performance/ns#Residue")
    Result: Final = Term("https://w3id.org/cn-budget-performance/ns#Result")
    Rule: Final = Term("https://w3id.org/cn-budget-performance/ns#Rule")
    Statement: Final = Term("https://w3id.org/cn-budget-performance/ns#Statement")
    Table: Final = Term("https://w3id.org/cn-budget-performance/ns#Table")
    Target: Final = Term("https://w3id.org/cn-budget-performance/ns#Target")
    UnreadFile: Final = Term("https://w3id.org/cn-budget-performance/ns#UnreadFile")
    about: Final = Term("https://w3id.org/cn-budget-performance/ns#about")
    against: Final = Term("https://w3id.org/cn-budget-performance/ns#against")
    allowedKind: Final = Term("https://w3id.org/cn-budget-performance/ns#allowedKind")
    amount: Final = Term("https://w3id.org/cn-budget-performance/ns#amount")
    anomalyKind: Final = Term("https://w3id.org/cn-budget-performance/ns#anomalyKind")
    aside: Final = Term("https://w3id.org/cn-budget-performance/ns#aside")
    askedGroup: Final = Term("https://w3id.org/cn-budget-performance/ns#askedGroup")
    basis: Final = Term("https://w3id.org/cn-budget-performance/ns#basis")
    basisEnd: Final = Term("https://w3id.org/cn-budget-performance/ns#basisEnd")
    blank: Final = Term("https://w3id.org/cn-budget-performance/ns#blank")
    broaderItem: Final = Term("https://w3id.org/cn-budget-performance/ns#broaderItem")
    cap: Final = Term("https://w3id.org/cn-budget-performance/ns#cap")
    catchAll: Final = Term("https://w3id.org/cn-budget-performance/ns#catchAll")
    category: Final = Term("https://w3id.org/cn-budget-performance/ns#category")
    categoryConfidence: Final = Term("https://w3id.org/cn-budget-performance/ns#categoryConfidence")
    cell: Final = Term("https://w3id.org/cn-budget-performance/ns#cell")
    classCode: Final = Term("https://w3id.org/cn-budget-performance/ns#classCode")
    column: Final = Term("https://w3id.org/cn-budget-performance/ns#column")
    comparator: Final = Term("https://w3id.org/cn-budget-performance/ns#comparator")
    comparedYear: Final = Term("https://w3id.org/cn-budget-performance/ns#comparedYear")
    complete: Final = Term("https://w3id.org/cn-budget-performance/ns#complete")
    compound: Final = Term("https://w3id.org/cn-budget-performance/ns#compound")
    confidence: Final = Term("https://w3id.org/cn-budget-performance/ns#confidence")
    criterion: Final = Term("https://w3id.org/cn-budget-performance/ns#criterion")
    cutOff: Final = Term("https://w3id.org/cn-budget-performance/ns#cutOff")
    declaredEmpty: Final = Term("https://w3id.org/cn-budget-performance/ns#declaredEmpty")
    declaredUnit: Final = Term("https://w3id.org/cn-budget-performance/ns#declaredUnit")
    definition: Final = Term("https://w3id.org/cn-budget-performance/ns#definition")
    direction: Final = Term("https://w3id.org/cn-budget-performance/ns#direction")
    echo: Final = Term("https://w3id.org/cn-budget-performance/ns#echo")
    economic: Final = Term("https://w3id.org/cn-budget-performance/ns#economic")
    end: Final = Term("https://w3id.org/cn-budget-performance/ns#end")
    examined: Final = Term("https://w3id.org/cn-budget-performance/ns#examined")
    expected: Final = Term("https://w3id.org/cn-budget-performance/ns#expected")
    expenditureType: Final = Term("https://w3id.org/cn-budget-performance/ns#expenditureType")
    explains: Final = Term("https://w3id.org/cn-budget-performance/ns#explains")
    extractedBy: Final = Term("https://w3id.org/cn-budget-performance/ns#extractedBy")
    factor: Final = Term("https://w3id.org/cn-budget-performance/ns#factor")
    fiscalYear: Final = Term("https://w3id.org/cn-budget-performance/ns#fiscalYear")
    follows: Final = Term("https://w3id.org/cn-budget-performance/ns#follows")
    formulaWhole: Final = Term("https://w3id.org/cn-budget-performance/ns#formulaWhole")
    from_: Final = Term("https://w3id.org/cn-budget-performance/ns#from")
    functional: Final = Term("https://w3id.org/cn-budget-performance/ns#functional")
    fundSource: Final = Term("https://w3id.org/cn-budget-performance/ns#fundSource")
    governmentLevel: Final = Term("https://w3id.org/cn-budget-performance/ns#governmentLevel")
    grade: Final = Term("https://w3id.org/cn-budget-performance/ns#grade")
    gradeRank: Final = Term("https://w3id.org/cn-budget-performance/ns#gradeRank")
    halfUnit: Final = Term("https://w3id.org/cn-budget-performance/ns#halfUnit")
    hasActivity: Final = Term("https://w3id.org/cn-budget-performance/ns#hasActivity")
    hasBudgetLine: Final = Term("https://w3id.org/cn-budget-performance/ns#hasBudgetLine")
    hasDuty: Final = Term("https://w3id.org/cn-budget-performance/ns#hasDuty")
    hasIndicator: Final = Term("https://w3id.org/cn-budget-performance/ns#hasIndicator")
    hasObjective: Final = Term("https://w3id.org/cn-budget-performance/ns#hasObjective")
    hasPassage: Final = Term("https://w3id.org/cn-budget-performance/ns#hasPassage")
    hasProject: Final = Term("https://w3id.org/cn-budget-performance/ns#hasProject")
    hasResult: Final = Term("https://w3id.org/cn-budget-performance/ns#hasResult")
    hasTarget: Final = Term("https://w3id.org/cn-budget-performance/ns#hasTarget")
    hasUse: Final = Term("https://w3id.org/cn-budget-performance/ns#hasUse")
    heading: Final = Term("https://w3id.org/cn-budget-performance/ns#heading")
    identifiedAs: Final = Term("https://w3id.org/cn-budget-performance/ns#identifiedAs")
    inDisclosure: Final = Term("https://w3id.org/cn-budget-performance/ns#inDisclosure")
    inTable: Final = Term("https://w3id.org/cn-budget-performance/ns#inTable")
    inText: Final = Term("https://w3id.org/cn-budget-performance/ns#inText")
    inferredCategory: Final = Term("https://w3id.org/cn-budget-performance/ns#inferredCategory")
    kind: Final = Term("https://w3id.org/cn-budget-performance/ns#kind")
    latestYear: Final = Term("https://w3id.org/cn-budget-performance/ns#latestYear")
    layout: Final = Term("https://w3id.org/cn-budget-performance/ns#layout")
    leftOut: Final = Term("https://w3id.org/cn-budget-performance/ns#leftOut")
    level1: Final = Term("https://w3id.org/cn-budget-performance/ns#level1")
    level2: Final = Term("https://w3id.org/cn-budget-performance/ns#level2")
    line: Final = Term("https://w3id.org/cn-budget-performance/ns#line")
    linkKind: Final = Term("https://w3id.org/cn-budget-performance/ns#linkKind")
    malformed: Final = Term("https://w3id.org/cn-budget-performance/ns#malformed")
    maxValue: Final = Term("https://w3id.org/cn-budget-performance/ns#maxValue")
    measureWord: Final = Term("https://w3id.org/cn-budget-performance/ns#measureWord")
    measuredObject: Final = Term("https://w3id.org/cn-budget-performance/ns#measuredObject")
    message: Final = Term("https://w3id.org/cn-budget-performance/ns#message")
    nameHasUnit: Final = Term("https://w3id.org/cn-budget-performance/ns#nameHasUnit")
    nameKey: Final = Term("https://w3id.org/cn-budget-performance/ns#nameKey")
    nameKind: Final = Term("https://w3id.org/cn-budget-performance/ns#nameKind")
    nature: Final = Term("https://w3id.org/cn-budget-performance/ns#nature")
    number: Final = Term("https://w3id.org/cn-budget-performance/ns#number")
    observed: Final = Term("https://w3id.org/cn-budget-performance/ns#observed")
    ofStatement: Final = Term("https://w3id.org/cn-budget-performance/ns#ofStatement")
    offName: Final = Term("https://w3id.org/cn-budget-performance/ns#offName")
    onlyCategory: Final = Term("https://w3id.org/cn-budget-performance/ns#onlyCategory")
    ordinal: Final = Term("https://w3id.org/cn-budget-performance/ns#ordinal")
    outcome: Final = Term("https://w3id.org/cn-budget-performance/ns#outcome")
    page: Final = Term("https://w3id.org/cn-budget-performance/ns#page")
    part: Final = Term("https://w3id.org/cn-budget-performance/ns#part")
    period: Final = Term("https://w3id.org/cn-budget-performance/ns#period")
    periodAmount: Final = Term("https://w3id.org/cn-budget-performance/ns#periodAmount")
    phase: Final = Term("https://w3id.org/cn-budget-performance/ns#phase")
    place: Final = Term("https://w3id.org/cn-budget-performance/ns#place")
    plainText: Final = Term("https://w3id.org/cn-budget-performance/ns#plainText")
    printed: Final = Term("https://w3id.org/cn-budget-performance/ns#printed")
    printedAs: Final = Term("https://w3id.org/cn-budget-performance/ns#printedAs")
    projectType: Final = Term("https://w3id.org/cn-budget-performance/ns#projectType")
    publishedBy: Final = Term("https://w3id.org/cn-budget-performance/ns#publishedBy")
    purpose: Final = Term("https://w3id.org/cn-budget-performance/ns#purpose")
    purposeClass: Final = Term("https://w3id.org/cn-budget-performance/ns#purposeClass")
    purposeItem: Final = Term("https://w3id.org/cn-budget-performance/ns#purposeItem")
    purposeNames: Final = Term("https://w3id.org/cn-budget-performance/ns#purposeNames")
    quote: Final = Term("https://w3id.org/cn-budget-performance/ns#quote")
    reason: Final = Term("https://w3id.org/cn-budget-performance/ns#reason")
    reasonClaim: Final = Term("https://w3id.org/cn-budget-performance/ns#reasonClaim")
    reasonItem: Final = Term("https://w3id.org/cn-budget-performance/ns#reasonItem")
    refuted: Final = Term("https://w3id.org/cn-budget-performance/ns#refuted")
    residueKind: Final = Term("https://w3id.org/cn-budget-performance/ns#residueKind")
    rowRole: Final = Term("https://w3id.org/cn-budget-performance/ns#rowRole")
    rule: Final = Term("https://w3id.org/cn-budget-performance/ns#rule")
    ruleVersion: Final = Term("https://w3id.org/cn-budget-performance/ns#ruleVersion")
    score: Final = Term("https://w3id.org/cn-budget-performance/ns#score")
    scoring: Final = Term("https://w3id.org/cn-budget-performance/ns#scoring")
    serves: Final = Term("https://w3id.org/cn-budget-performance/ns#serves")
    severity: Final = Term("https://w3id.org/cn-budget-performance/ns#severity")
    sha256: Final = Term("https://w3id.org/cn-budget-performance/ns#sha256")
    shareOf: Final = Term("https://w3id.org/cn-budget-performance/ns#shareOf")
    sheet: Final = Term("https://w3id.org/cn-budget-performance/ns#sheet")
    shifted: Final = Term("https://w3id.org/cn-budget-performance/ns#shifted")
    side: Final = Term("https://w3id.org/cn-budget-performance/ns#side")
    since: Final = Term("https://w3id.org/cn-budget-performance/ns#since")
    standard: Final = Term("https://w3id.org/cn-budget-performance/ns#standard")
    start: Final = Term("https://w3id.org/cn-budget-performance/ns#start")
    statedWhole: Final = Term("https://w3id.org/cn-budget-performance/ns#statedWhole")
    statementKind: Final = Term("https://w3id.org/cn-budget-performance/ns#statementKind")
    subject: Final = Term("https://w3id.org/cn-budget-performance/ns#subject")
    suggestion: Final = Term("https://w3id.org/cn-budget-performance/ns#suggestion")
    support: Final = Term("https://w3id.org/cn-budget-performance/ns#support")
    tableKind: Final = Term("https://w3id.org/cn-budget-performance/ns#tableKind")
    targetKey: Final = Term("https://w3id.org/cn-budget-performance/ns#targetKey")
    template: Final = Term("https://w3id.org/cn-budget-performance/ns#template")
    text: Final = Term("https://w3id.org/cn-budget-performance/ns#text")
    threePublic: Final = Term("https://w3id.org/cn-budget-performance/ns#threePublic")
    titleOnly: Final = Term("https://w3id.org/cn-budget-performance/ns#titleOnly")
    to: Final = Term("https://w3id.org/cn-budget-performance/ns#to")
    topic: Final = Term("https://w3id.org/cn-budget-performance/ns#topic")
    totals: Final = Term("https://w3id.org/cn-budget-performance/ns#totals")
    totalsAcross: Final = Term("https://w3id.org/cn-budget-performance/ns#totalsAcross")
    trend: Final = Term("https://w3id.org/cn-budget-performance/ns#trend")
    trouble: Final = Term("https://w3id.org/cn-budget-performance/ns#trouble")
    unit: Final = Term("https://w3id.org/cn-budget-performance/ns#unit")
    unnumbered: Final = Term("https://w3id.org/cn-budget-performance/ns#unnumbered")
    unreadRows: Final = Term("https://w3id.org/cn-budget-performance/ns#unreadRows")
    vague: Final = Term("https://w3id.org/cn-budget-performance/ns#vague")
    value: Final = Term("https://w3id.org/cn-budget-performance/ns#value")
    valueKind: Final = Term("https://w3id.org/cn-budget-performance/ns#valueKind")
    warning: Final = Term("https://w3id.org/cn-budget-performance/ns#warning")
    weight: Final = Term("https://w3id.org/cn-budget-performance/ns#weight")
    years: Final = Term("https://w3id.org/cn-budget-performance/ns#years")


class BPC:
    """Concepts of the short code lists (``ontology/codes/*.ttl``)."""

    adjusted: Final = Term("https://w3id.org/cn-budget-performance/code/adjusted")
    annual: Final = Term("https://w3id.org/cn-budget-performance/code/annual")
    appropriateness: Final = Term("https://w3id.org/cn-budget-performance/code/appropriateness")
    approved: Final = Term("https://w3id.org/cn-budget-performance/code/approved")
    arithmetic: Final = Term("https://w3id.org/cn-budget-performance/code/arithmetic")
    asset_plan: Final = Term("https://w3id.org/cn-budget-performance/code/asset-plan")
    assets: Final = Term("https://w3id.org/cn-budget-performance/code/assets")
    base_rise: Final = Term("https://w3id.org/cn-budget-performance/code/base-rise")
    basic: Final = Term("https://w3id.org/cn-budget-performance/code/basic")
    basic_expenditure: Final = Term("https://w3id.org/cn-budget-performance/code/basic-expenditure")
    benefit: Final = Term("https://w3id.org/cn-budget-performance/code/benefit")
    blank_amount: Final = Term("https://w3id.org/cn-budget-performance/code/blank-amount")
    boolean: Final = Term("https://w3id.org/cn-budget-performance/code/boolean")
    budget: Final = Term("https://w3id.org/cn-budget-performance/code/budget")
    budget_of: Final = Term("https://w3id.org/cn-budget-performance/code/budget-of")
    change: Final = Term("https://w3id.org/cn-budget-performance/code/change")
    charged_to: Final = Term("https://w3id.org/cn-budget-performance/code/charged-to")
    city: Final = Term("https://w3id.org/cn-budget-performance/code/city")
    comparison: Final = Term("https://w3id.org/cn-budget-performance/code/comparison")
    completeness: Final = Term("https://w3id.org/cn-budget-performance/code/completeness")
    concerns: Final = Term("https://w3id.org/cn-budget-performance/code/concerns")
    construction: Final = Term("https://w3id.org/cn-budget-performance/code/construction")
    copied_across: Final = Term("https://w3id.org/cn-budget-performance/code/copied-across")
    copied_from: Final = Term("https://w3id.org/cn-budget-performance/code/copied-from")
    cost: Final = Term("https://w3id.org/cn-budget-performance/code/cost")
    cost_of: Final = Term("https://w3id.org/cn-budget-performance/code/cost-of")
    cost_old: Final = Term("https://w3id.org/cn-budget-performance/code/cost-old")
    count: Final = Term("https://w3id.org/cn-budget-performance/code/count")
    counted_projects: Final = Term("https://w3id.org/cn-budget-performance/code/counted-projects")
    county: Final = Term("https://w3id.org/cn-budget-performance/code/county")
    cut_department: Final = Term("https://w3id.org/cn-budget-performance/code/cut-department")
    date: Final = Term("https://w3id.org/cn-budget-performance/code/date")
    detail: Final = Term("https://w3id.org/cn-budget-performance/code/detail")
    down: Final = Term("https://w3id.org/cn-budget-performance/code/down")
    draft: Final = Term("https://w3id.org/cn-budget-performance/code/draft")
    dropped_indicator: Final = Term("https://w3id.org/cn-budget-performance/code/dropped-indicator")
    duration: Final = Term("https://w3id.org/cn-budget-performance/code/duration")
    duty_activities: Final = Term("https://w3id.org/cn-budget-performance/code/duty-activities")
    ecological_benefit: Final = Term("https://w3id.org/cn-budget-performance/code/ecological-benefit")
    ecological_cost: Final = Term("https://w3id.org/cn-budget-performance/code/ecological-cost")
    economic_benefit: Final = Term("https://w3id.org/cn-budget-performance/code/economic-benefit")
    economic_cost: Final = Term("https://w3id.org/cn-budget-performance/code/economic-cost")
    economic_summary: Final = Term("https://w3id.org/cn-budget-performance/code/economic-summary")
    eq: Final = Term("https://w3id.org/cn-budget-performance/code/eq")
    error_reference: Final = Term("https://w3id.org/cn-budget-performance/code/error-reference")
    exact: Final = Term("https://w3id.org/cn-budget-performance/code/exact")
    executed: Final = Term("https://w3id.org/cn-budget-performance/code/executed")
    expenditure: Final = Term("https://w3id.org/cn-budget-performance/code/expenditure")
    feasibility: Final = Term("https://w3id.org/cn-budget-performance/code/feasibility")
    field_code: Final = Term("https://w3id.org/cn-budget-performance/code/field-code")
    figure_budgeted: Final = Term("https://w3id.org/cn-budget-performance/code/figure-budgeted")
    figure_last_year: Final = Term("https://w3id.org/cn-budget-performance/code/figure-last-year")
    figure_of_department: Final = Term("https://w3id.org/cn-budget-performance/code/figure-of-department")
    filler: Final = Term("https://w3id.org/cn-budget-performance/code/filler")
    final_accounts: Final = Term("https://w3id.org/cn-budget-performance/code/final-accounts")
    fiscal_appropriation: Final = Term("https://w3id.org/cn-budget-performance/code/fiscal-appropriation")
    fiscal_special_account: Final = Term("https://w3id.org/cn-budget-performance/code/fiscal-special-account")
    fixed_assets: Final = Term("https://w3id.org/cn-budget-performance/code/fixed-assets")
    flat: Final = Term("https://w3id.org/cn-budget-performance/code/flat")
    funded_elsewhere: Final = Term("https://w3id.org/cn-budget-performance/code/funded-elsewhere")
    ge: Final = Term("https://w3id.org/cn-budget-performance/code/ge")
    general_public_budget: Final = Term("https://w3id.org/cn-budget-performance/code/general-public-budget")
    general_public_expenditure: Final = Term("https://w3id.org/cn-budget-performance/code/general-public-expenditure")
    government_fund: Final = Term("https://w3id.org/cn-budget-performance/code/government-fund")
    government_fund_table: Final = Term("https://w3id.org/cn-budget-performance/code/government-fund-table")
    growth: Final = Term("https://w3id.org/cn-budget-performance/code/growth")
    gt: Final = Term("https://w3id.org/cn-budget-performance/code/gt")
    higher_better: Final = Term("https://w3id.org/cn-budget-performance/code/higher-better")
    higher_level: Final = Term("https://w3id.org/cn-budget-performance/code/higher-level")
    income: Final = Term("https://w3id.org/cn-budget-performance/code/income")
    information_system: Final = Term("https://w3id.org/cn-budget-performance/code/information-system")
    instruction: Final = Term("https://w3id.org/cn-budget-performance/code/instruction")
    kept_target: Final = Term("https://w3id.org/cn-budget-performance/code/kept-target")
    le: Final = Term("https://w3id.org/cn-budget-performance/code/le")
    lower_better: Final = Term("https://w3id.org/cn-budget-performance/code/lower-better")
    lt: Final = Term("https://w3id.org/cn-budget-performance/code/lt")
    major_repair: Final = Term("https://w3id.org/cn-budget-performance/code/major-repair")
    management: Final = Term("https://w3id.org/cn-budget-performance/code/management")
    medium_term: Final = Term("https://w3id.org/cn-budget-performance/code/medium-term")
    money: Final = Term("https://w3id.org/cn-budget-performance/code/money")
    number: Final = Term("https://w3id.org/cn-budget-performance/code/number")
    on_all_goals: Final = Term("https://w3id.org/cn-budget-performance/code/on-all-goals")
    on_assets: Final = Term("https://w3id.org/cn-budget-performance/code/on-assets")
    on_performance: Final = Term("https://w3id.org/cn-budget-performance/code/on-performance")
    on_procurement: Final = Term("https://w3id.org/cn-budget-performance/code/on-procurement")
    on_rounding: Final = Term("https://w3id.org/cn-budget-performance/code/on-rounding")
    on_running_costs: Final = Term("https://w3id.org/cn-budget-performance/code/on-running-costs")
    on_tables: Final = Term("https://w3id.org/cn-budget-performance/code/on-tables")
    on_three_public: Final = Term("https://w3id.org/cn-budget-performance/code/on-three-public")
    on_withheld: Final = Term("https://w3id.org/cn-budget-performance/code/on-withheld")
    operating: Final = Term("https://w3id.org/cn-budget-performance/code/operating")
    other_document: Final = Term("https://w3id.org/cn-budget-performance/code/other-document")
    other_edition: Final = Term("https://w3id.org/cn-budget-performance/code/other-edition")
    other_fund: Final = Term("https://w3id.org/cn-budget-performance/code/other-fund")
    other_table: Final = Term("https://w3id.org/cn-budget-performance/code/other-table")
    output: Final = Term("https://w3id.org/cn-budget-performance/code/output")
    overall_objectives: Final = Term("https://w3id.org/cn-budget-performance/code/overall-objectives")
    own_staff: Final = Term("https://w3id.org/cn-budget-performance/code/own-staff")
    peer_median: Final = Term("https://w3id.org/cn-budget-performance/code/peer-median")
    performance_work: Final = Term("https://w3id.org/cn-budget-performance/code/performance-work")
    personnel: Final = Term("https://w3id.org/cn-budget-performance/code/personnel")
    phone_digits: Final = Term("https://w3id.org/cn-budget-performance/code/phone-digits")
    procured: Final = Term("https://w3id.org/cn-budget-performance/code/procured")
    procurement: Final = Term("https://w3id.org/cn-budget-performance/code/procurement")
    procurement_item: Final = Term("https://w3id.org/cn-budget-performance/code/procurement-item")
    procurement_total: Final = Term("https://w3id.org/cn-budget-performance/code/procurement-total")
    project: Final = Term("https://w3id.org/cn-budget-performance/code/project")
    project_list: Final = Term("https://w3id.org/cn-budget-performance/code/project-list")
    project_objectives: Final = Term("https://w3id.org/cn-budget-performance/code/project-objectives")
    province: Final = Term("https://w3id.org/cn-budget-performance/code/province")
    purchase: Final = Term("https://w3id.org/cn-budget-performance/code/purchase")
    qualitative: Final = Term("https://w3id.org/cn-budget-performance/code/qualitative")
    quality: Final = Term("https://w3id.org/cn-budget-performance/code/quality")
    quantity: Final = Term("https://w3id.org/cn-budget-performance/code/quantity")
    rate_part: Final = Term("https://w3id.org/cn-budget-performance/code/rate-part")
    rate_rest: Final = Term("https://w3id.org/cn-budget-performance/code/rate-rest")
    rate_whole: Final = Term("https://w3id.org/cn-budget-performance/code/rate-whole")
    ratio: Final = Term("https://w3id.org/cn-budget-performance/code/ratio")
    relevance: Final = Term("https://w3id.org/cn-budget-performance/code/relevance")
    renamed_class: Final = Term("https://w3id.org/cn-budget-performance/code/renamed-class")
    revenue: Final = Term("https://w3id.org/cn-budget-performance/code/revenue")
    revenue_expenditure: Final = Term("https://w3id.org/cn-budget-performance/code/revenue-expenditure")
    row_sum: Final = Term("https://w3id.org/cn-budget-performance/code/row-sum")
    running_costs: Final = Term("https://w3id.org/cn-budget-performance/code/running-costs")
    same_department: Final = Term("https://w3id.org/cn-budget-performance/code/same-department")
    same_disclosure: Final = Term("https://w3id.org/cn-budget-performance/code/same-disclosure")
    same_figure: Final = Term("https://w3id.org/cn-budget-performance/code/same-figure")
    same_indicator: Final = Term("https://w3id.org/cn-budget-performance/code/same-indicator")
    same_item: Final = Term("https://w3id.org/cn-budget-performance/code/same-item")
    same_money: Final = Term("https://w3id.org/cn-budget-performance/code/same-money")
    same_object: Final = Term("https://w3id.org/cn-budget-performance/code/same-object")
    same_project: Final = Term("https://w3id.org/cn-budget-performance/code/same-project")
    satisfaction: Final = Term("https://w3id.org/cn-budget-performance/code/satisfaction")
    serves: Final = Term("https://w3id.org/cn-budget-performance/code/serves")
    service_satisfaction: Final = Term("https://w3id.org/cn-budget-performance/code/service-satisfaction")
    share: Final = Term("https://w3id.org/cn-budget-performance/code/share")
    similar: Final = Term("https://w3id.org/cn-budget-performance/code/similar")
    slip: Final = Term("https://w3id.org/cn-budget-performance/code/slip")
    small_business: Final = Term("https://w3id.org/cn-budget-performance/code/small-business")
    social_benefit: Final = Term("https://w3id.org/cn-budget-performance/code/social-benefit")
    social_cost: Final = Term("https://w3id.org/cn-budget-performance/code/social-cost")
    staff_hired: Final = Term("https://w3id.org/cn-budget-performance/code/staff-hired")
    staff_in_post: Final = Term("https://w3id.org/cn-budget-performance/code/staff-in-post")
    staff_posts: Final = Term("https://w3id.org/cn-budget-performance/code/staff-posts")
    staff_serving: Final = Term("https://w3id.org/cn-budget-performance/code/staff-serving")
    state_capital: Final = Term("https://w3id.org/cn-budget-performance/code/state-capital")
    state_capital_table: Final = Term("https://w3id.org/cn-budget-performance/code/state-capital-table")
    statistics: Final = Term("https://w3id.org/cn-budget-performance/code/statistics")
    subtotal: Final = Term("https://w3id.org/cn-budget-performance/code/subtotal")
    sum: Final = Term("https://w3id.org/cn-budget-performance/code/sum")
    superiors: Final = Term("https://w3id.org/cn-budget-performance/code/superiors")
    sustainable_impact: Final = Term("https://w3id.org/cn-budget-performance/code/sustainable-impact")
    text: Final = Term("https://w3id.org/cn-budget-performance/code/text")
    three_public: Final = Term("https://w3id.org/cn-budget-performance/code/three-public")
    timeliness: Final = Term("https://w3id.org/cn-budget-performance/code/timeliness")
    total: Final = Term("https://w3id.org/cn-budget-performance/code/total")
    township: Final = Term("https://w3id.org/cn-budget-performance/code/township")
    unchosen_option: Final = Term("https://w3id.org/cn-budget-performance/code/unchosen-option")
    up: Final = Term("https://w3id.org/cn-budget-performance/code/up")
    weaker_target: Final = Term("https://w3id.org/cn-budget-performance/code/weaker-target")
    wrong_term: Final = Term("https://w3id.org/cn-budget-performance/code/wrong-term")
    year_before: Final = Term("https://w3id.org/cn-budget-performance/code/year-before")


class DCTERMS:
    """Terms of http://purl.org/dc/terms/ that are used as they are."""

    source: Final = Term("http://purl.org/dc/terms/source")
    title: Final = Term("http://purl.org/dc/terms/title")


class EARL:
    """Terms of http://www.w3.org/ns/earl# that are used as they are."""

    cantTell: Final = Term("http://www.w3.org/ns/earl#cantTell")
    failed: Final = Term("http://www.w3.org/ns/earl#failed")
    inapplicable: Final = Term("http://www.w3.org/ns/earl#inapplicable")
    passed: Final = Term("http://www.w3.org/ns/earl#passed")
    untested: Final = Term("http://www.w3.org/ns/earl#untested")


class FOAF:
    """Terms of http://xmlns.com/foaf/0.1/ that are used as they are."""

    Document: Final = Term("http://xmlns.com/foaf/0.1/Document")


class OA:
    """Terms of http://www.w3.org/ns/oa# that are used as they are."""

    Annotation: Final = Term("http://www.w3.org/ns/oa#Annotation")
    TextPositionSelector: Final = Term("http://www.w3.org/ns/oa#TextPositionSelector")
    TextQuoteSelector: Final = Term("http://www.w3.org/ns/oa#TextQuoteSelector")
    end: Final = Term("http://www.w3.org/ns/oa#end")
    exact: Final = Term("http://www.w3.org/ns/oa#exact")
    hasBody: Final = Term("http://www.w3.org/ns/oa#hasBody")
    hasSelector: Final = Term("http://www.w3.org/ns/oa#hasSelector")
    hasSource: Final = Term("http://www.w3.org/ns/oa#hasSource")
    hasTarget: Final = Term("http://www.w3.org/ns/oa#hasTarget")
    start: Final = Term("http://www.w3.org/ns/oa#start")


class ORG:
    """Terms of http://www.w3.org/ns/org# that are used as they are."""

    FormalOrganization: Final = Term("http://www.w3.org/ns/org#FormalOrganization")
    OrganizationalUnit: Final = Term("http://www.w3.org/ns/org#OrganizationalUnit")
    hasSubOrganization: Final = Term("http://www.w3.org/ns/org#hasSubOrganization")
    hasUnit: Final = Term("http://www.w3.org/ns/org#hasUnit")


class PROV:
    """Terms of http://www.w3.org/ns/prov# that are used as they are."""

    Entity: Final = Term("http://www.w3.org/ns/prov#Entity")


class RDF:
    """Terms of http://www.w3.org/1999/02/22-rdf-syntax-ns# that are used as they are."""

    type: Final = Term("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


class RDFS:
    """Terms of http://www.w3.org/2000/01/rdf-schema# that are used as they are."""

    label: Final = Term("http://www.w3.org/2000/01/rdf-schema#label")


class SH:
    """Terms of http://www.w3.org/ns/shacl# that are used as they are."""

    Info: Final = Term("http://www.w3.org/ns/shacl#Info")
    Violation: Final = Term("http://www.w3.org/ns/shacl#Violation")
    Warning: Final = Term("http://www.w3.org/ns/shacl#Warning")


class SKOS:
    """Terms of http://www.w3.org/2004/02/skos/core# that are used as they are."""

    Concept: Final = Term("http://www.w3.org/2004/02/skos/core#Concept")
    ConceptScheme: Final = Term("http://www.w3.org/2004/02/skos/core#ConceptScheme")
    altLabel: Final = Term("http://www.w3.org/2004/02/skos/core#altLabel")
    broadMatch: Final = Term("http://www.w3.org/2004/02/skos/core#broadMatch")
    broader: Final = Term("http://www.w3.org/2004/02/skos/core#broader")
    closeMatch: Final = Term("http://www.w3.org/2004/02/skos/core#closeMatch")
    exactMatch: Final = Term("http://www.w3.org/2004/02/skos/core#exactMatch")
    inScheme: Final = Term("http://www.w3.org/2004/02/skos/core#inScheme")
    notation: Final = Term("http://www.w3.org/2004/02/skos/core#notation")
    prefLabel: Final = Term("http://www.w3.org/2004/02/skos/core#prefLabel")
    relatedMatch: Final = Term("http://www.w3.org/2004/02/skos/core#relatedMatch")


class XSD:
    """Terms of http://www.w3.org/2001/XMLSchema# that are used as they are."""

    boolean: Final = Term("http://www.w3.org/2001/XMLSchema#boolean")
    decimal: Final = Term("http://www.w3.org/2001/XMLSchema#decimal")
    gYear: Final = Term("http://www.w3.org/2001/XMLSchema#gYear")
    integer: Final = Term("http://www.w3.org/2001/XMLSchema#integer")
    string: Final = Term("http://www.w3.org/2001/XMLSchema#string")
