package recognise

import (
	"regexp"
	"strings"
)

// The kinds a document can be, by the names the command line prints.
const (
	RequestAcknowledged = "request-acknowledged"
	AgreementToAssess   = "agreement-to-assess"
	RefusalToAssess     = "refusal-to-assess"
	AdviceRequest       = "advice-request"
	RefusalToIssue      = "refusal-to-issue"
	DraftPlan           = "draft-plan"
	DraftPlanDocument   = "draft-plan-document"
	FinalPlan           = "final-plan"
	FinalPlanDocument   = "final-plan-document"
	AmendedFinalPlan    = "amended-final-plan"
	AmendmentNotice     = "amendment-notice"
	ReviewInvitation    = "annual-review-invitation"
	ReviewMaintain      = "annual-review-decision-maintain"
	ReviewAmend         = "annual-review-decision-amend"
	CeaseProposal       = "cease-proposal"
	CeaseToMaintain     = "cease-to-maintain"
	MediationCertify    = "mediation-certificate"
	TribunalDirections  = "tribunal-directions"
	SchoolConsultation  = "school-consultation"
	PhaseTransfer       = "phase-transfer"
	PersonalBudget      = "personal-budget-decision"
	TransportDecision   = "transport-decision"
	ComplaintResponse   = "complaint-response"
	Report              = "report"
	Unsure              = "unsure"
)

// Kinds lists every kind, in the order of the command line's list.
var Kinds = []string{RequestAcknowledged, AgreementToAssess, RefusalToAssess, AdviceRequest, RefusalToIssue,
	DraftPlan, DraftPlanDocument, FinalPlan, FinalPlanDocument, AmendedFinalPlan, AmendmentNotice,
	ReviewInvitation, ReviewMaintain, ReviewAmend, CeaseProposal, CeaseToMaintain, MediationCertify,
	TribunalDirections, SchoolConsultation, PhaseTransfer, PersonalBudget, TransportDecision,
	ComplaintResponse, Report, Unsure}

// pattern is one phrase. A phrase marked fact counts only where it is told as
// so: not behind "whether", "if" or "should the authority". One marked yes also
// not where "not" turns it round, and one marked done also not where it is
// still to come ("we will issue the final plan"). One marked here names a paper
// that comes with the letter: not one "we hope to send" or "you have not had".
// One marked about says only what the letter is about, and counts beside another.
type pattern struct {
	re                           *regexp.Regexp
	oneOf                        []string // of which one stands in all it finds
	fact, yes, done, here, about bool
}

// kind is what tells one sort of letter from the others.
type kind struct {
	name    string
	strong  []pattern // says what the letter is
	weak    []pattern // goes with it
	against []pattern // says it is something else
}

// loosely is what says less than a strong phrase: the same words further apart
// in one sentence. It counts only where need stands somewhere in the letter.
type loosely struct {
	need  *regexp.Regexp
	words []pattern
}

func loose(need string, list ...string) loosely { return loosely{compile(need), phrases(list...)} }

var looseWords = map[string]loosely{
	AgreementToAssess: loose(`assess|ehc ?na`,
		`said yes[^.;]{0,60}(?:assess|ehc ?na)`, `(?:are|will be|now) (?:asking|seeking|gathering|collecting)[^.;]{0,80}advice`,
		`=!(?:agree|decid|satisf|conclud|determin|approv|accept|of the view)\w*[^.;]{0,110}(?:assess|ehc ?na)`,
		`=!(?:assess\w*|ehc ?na)[^.;]{0,60}(?:agreed|approved|go ahead|going ahead|is necessary|is needed|is required)`),
	RefusalToAssess: loose(`request|asked|appl|decision`,
		`?!(?:assess\w*|ehc ?na|request)\b[^.;:]{0,60}(?:\bnot\b|\bunable|\bdeclin\w+|\brefus\w+|\breject\w+)`,
		`?!(?:\bnot\b|\bunable|\bdeclin\w+|\brefus\w+|\bagainst\b)[^.;:]{0,80}(?:assess|ehc ?na)`),
	RefusalToIssue: loose(`assess|ehc ?na`,
		`?!\bnot\b[^.;]{0,60}(?:issue|need|requir|necessary|mak|writ|prepar)[^.;]{0,40}(?:plan|ehc ?p)\b`,
		`?!(?:plan|ehc ?p)\b[^.;]{0,50}\bnot\b[^.;]{0,30}(?:issue|need|requir|necessary|made|written|prepared)`),
	DraftPlan: loose(`comment|views|thoughts|representation|tell us|let us know|respon|what you think`,
		`@!propose to (?:put|write|include|say)`, `@!\b(?:only|just|still|is) a draft\b`,
		`@!{enclosed}[^.;]{0,80}\bdraft\b|\bdraft\b[^.;]{0,80}{enclosed}`,
		`@!\bdraft (?:plan|ehc|version|copy|document|is|of)`,
		`=!(?:will be|are|is) (?:now )?(?:issuing|making|preparing)[^.;]{0,40}(?:plan|ehc ?p)\b`),
	FinalPlan: loose(`appeal`,
		`+!(?:completed|finished|finalised)[^.;]{0,40}(?:plan|ehc ?p)\b`),
	AmendmentNotice: loose(`comment|views|representation|tell us|respon|what you think`,
		`@!propos\w+[^.;]{0,60}(?:amend|chang)`, `amendments?\b[^.;]{0,80}(?:propos|represent|comment)`),
	ReviewInvitation: loose(`review`,
		`invit\w*[^.;]{0,80}meeting`, `meeting (?:will be|is|has been|on)\b`, `(?:annual|early|interim) review of`),
	ReviewMaintain: loose(`\breview`,
		`?!plan\b[^.;]{0,60}(?:unchanged|the same|\bcontinues?\b|\bremains?\b|as it is|no change)`, `=!(?:keep|maintain|continu)\w*[^.;]{0,60}plan\b`),
	ReviewAmend: loose(`\breview`,
		`=!(?:agree|decid|\bwill\b|propos|recommend|need|intend)\w*[^.;]{0,60}\b(?:amend|chang|updat)\w*`),
	CeaseToMaintain: loose(`plan`,
		`+!(?:decid|conclud|agree|determin)\w*[^.;]{0,80}(?:\bceas|\bend\b|\bending\b|\bstop)`),
	CeaseProposal: loose(`views|think|consult|decid`,
		`(?:consider|propos|think|minded|intend)\w*[^.;]{0,80}(?:\bceas|\bend\b|\bending\b|\bstop)`),
	RequestAcknowledged: loose(`assess|ehc ?na`,
		`(?:form|application|request|letter)\b[^.;]{0,40}(?:\bcame\b|arriv|reach|is (?:now )?with|been passed)`, `(?:will|shall) (?:hear|be told|know|let you know|write to you|tell you|decide)[^.;]{0,60}(?:whether|\bif\b|decision|what)`,
		`(?:receiv|arriv|reached|logged|got|had)\w*[^.;]{0,80}(?:request|application|referral)`),
}

// Short names for what letters spell in many ways. A space in a phrase stands
// for any gap, or for none where an engine lost it.
var spelling = strings.NewReplacer(
	"{ehc}", `(?:statutory|education(?:al)?,? health,? (?:and|&|\+) (?:social )?care|e\.?h\.?c\.?)(?: \(ehc[pna]*\))?`,
	"{ehcplan}", `(?:ehc ?p|(?:education(?:al)?,? health,? (?:and|&|\+) (?:social )?care|e\.?h\.?c\.?)(?: \(ehc[pna]*\))? plan)(?: \(ehcp?\))?`,
	"{assessment}", `[^.;]{0,70}?(?:ehc ?na\b|assess(?:ment|ed|ing)?\b)`,
	"{carry}", `(?:carry(?:ing)? out|carried out|undertak\w+|secur\w+|conduct\w*|initiat\w+|proceed\w*(?: with| to)?|go(?:ing)? ahead(?: with)?|begin\w*|start\w*|mak(?:e|ing)|complet\w+|commenc\w+)`,
	"{issue}", `(?:issu\w+|mak(?:e|ing)|made|prepar\w+|draw(?:ing|n)? up|writ\w+|provid\w+|produc\w+|put(?:ting)? in place)`,
	"{ticked}", `(?:☒|☑|✓|✔|\[x\]|\(x\)) (?:to )?`,
	"{aux}", `(?:to|be|need|going|propos\w+|intend\w*|plan\w*|agree\w*|proceed|necessary|required|able)`,
	"{enclosed}", `(?:enclos\w+|attach\w+|includ\w+ with|sending you|send you|sent you|sent with|here is|with this letter|accompan\w+|comes with|find below|upload\w*)`,
	"{review}", `(?:(?:annual|interim|early|emergency|transition|transfer|phase transfer|yearly|person.centred|statutory|ehcp?|plan) )+review`,
	"{school}", `(?:schools?|settings?|colleges?|academ(?:y|ies)|nurser(?:y|ies)|placements?|provisions?)`,
)

// notWord is "not" in a phrase with what stands before it; "n't" says the same.
var notWord = regexp.MustCompile(`( |\\b)not\b(?:\\b)?`)

func compile(phrase string) *regexp.Regexp {
	p := notWord.ReplaceAllString(spelling.Replace(phrase), `(?:$1\bnot\b|n't\b)`)
	p = strings.ReplaceAll(p, " ", `\s?`)
	// No phrase runs from one paragraph into the next.
	p = strings.NewReplacer(`[^.;]`, `[^.;\f]`, `[^.]`, `[^.\f]`).Replace(p)
	return regexp.MustCompile(p)
}

// phrases compiles a list. "?!" before a phrase marks a fact, "=!" a fact that
// "not" would turn round, "+!" one that is done, "@!" a paper that is here,
// "~!" what the letter is about.
func phrases(list ...string) []pattern {
	out := make([]pattern, len(list))
	for i, s := range list {
		mark, p := "", s
		if len(s) > 2 && s[1] == '!' {
			mark, p = s[:1], s[2:]
		}
		re := compile(p)
		out[i] = pattern{re: re, oneOf: literals(re), fact: mark != "" && mark != "@" && mark != "~", yes: mark == "=" || mark == "+", done: mark == "+", here: mark == "@", about: mark == "~"}
	}
	return out
}

// mustSay is what stands somewhere in every letter of a kind.
var mustSay = map[string]*regexp.Regexp{
	ReviewInvitation:    compile(`{ehc}|{ehcplan}|annual review|\bstatutory`),
	CeaseToMaintain:     compile(`{ehc}|{ehcplan}|\bplan\b`),
	FinalPlan:           compile(`{ehc}|{ehcplan}|\bplan\b`),
	ReviewMaintain:      compile(`{ehc}|{ehcplan}|\bplan\b|annual review`),
	RefusalToAssess:     compile(`{ehc}|assess`),
	DraftPlan:           compile(`{ehc}|{ehcplan}|statutory|council|borough|(?:'s|his|her|their) plan\b`),
	AmendmentNotice:     compile(`{ehc}|{ehcplan}|statutory|council|borough|(?:'s|his|her|their) plan\b`),
	MediationCertify:    compile(`certificate (?:no|number|ref)|certif(?:y|ies)|confirm|issued? (?:on|to|date)|date (?:of|issued)|{enclosed}[^.]{0,40}certificate`),
	RequestAcknowledged: compile(`request|referral|appl(?:y|ied|ication)|\bforms?\b|\basked (?:us|for)`),
}

// kinds is in the order that settles a tie.
var kinds = []kind{
	{AmendedFinalPlan,
		phrases(
			`+!\bamended (?:version|copy|{ehcplan}|plan)[^.;]{0,40}{enclosed}`, `+!finished amending`, `+!(?:complet\w+|finalis\w+) the (?:amend\w+|changes)`, `+!\bamended {ehcplan}`,
			`+!(?:amended|revised|updated),? (?:and )?final(?:ised)?\b`,
			`+!final(?:ised)?,? (?:and )?amended`,
			`+!{enclosed}[^.]{0,60}\bamended {ehcplan}`,
			`+!final(?:ised)? (?:version )?(?:of )?[^.]{0,40}amend(?:ed|ments)`,
			`+!(?:have|has|been) (?:now )?(?:amended|finalised the amend\w+|updated)\b[^.]{0,60}plan`, `+!(?:have|has) (?:now )?made (?:the|those|these|our|your|all \w+) (?:agreed )?(?:changes|amendments)[^.]{0,60}plan`, `+!\bplan\b[^.;]{0,60}(?:replaces|takes the place|in place of|supersedes)[^.;]{0,40}(?:dated|plan|one|version)`,
			`+!reissued?[^.]{0,40}plan`, `+!(?:{ehcplan}|plan)\b[^.;]{0,20} (?:has|have) (?:now )?been (?:amended|updated|revised)`, `+!amendments? (?:[^.;]{0,24} )?(?:have been |has been |are |now )*(?:finalised|completed|made)`, `+!\bamended (?:{ehcplan}|plan)[^.;]{0,20} (?:was|has been|is now|is) (?:now )?(?:issued|final|made|complete)`, `+!plan as amended`, `+!amend\w+ (?:now )?(?:takes?|comes?|came) (?:into )?effect`),
		phrases(`right (?:of|to) appeal`, `mediation`, `sections? b\b`, `two months`, `{review}`, `replaces`),
		phrases(`draft`, `proposed`, `representations`, `amendment notice`, `notice of`, `not to amend`, `invit\w+`)},
	{AmendmentNotice,
		phrases(
			`(?:comment|views|agree)\w* (?:on|about|with) (?:these|the|our) (?:proposed )?(?:amendments|changes)`,
			`notice of (?:the |our |a )?(?:proposed |proposal to |intention to |intent to |draft )*amend`,
			`@!amendment notice|notice of amendment`,
			`=!(?:minded|want|would like|plan|wish) to (?:amend|change|make (?:some |these )?(?:changes|amendments))[^.;]{0,60}(?:plan|ehc ?p)`, `changes we (?:want|propose|would like|intend|wish) to make`, `formal notice[^.;]{0,60}(?:amend|chang)`,
			`@!propos\w+ (?:(?:to make )?(?:the following |the |some |these )?)?(?:changes|amendments)`, `(?:changes|amendments) (?:on|in) the (?:attached|enclosed)`,
			`@!(?:proposed|draft|suggested) (?:amendments?|changes)`,
			`reg(?:ulation)?s?\.? 22\b`,
			`(?:propos\w+|intend\w*|intention) to (?:amend|make (?:some |the following |these )?(?:changes|amendments)|change)\b[^.]{0,60}plan`,
			`(?:draft amended|amended draft|draft of the amended|proposed amended)[^.]{0,40}(?:plan|ehc ?p)\b`,
			`{enclosed}[^.]{0,80}(?:amendments|changes)\b[^.]{0,40}(?:propos|shown|marked|highlight|track)?`),
		phrases(`(?:15|fifteen)(?: \(15\))? (?:calendar |working )?days`, `track|highlight|underlin|in bold|struck through|shown in red`,
			`(?:8|eight) weeks`, `representations`, `evidence`, `{review}`, `current wording`, `views|comments`),
		phrases(`+!(?:amended final|final amended)`, `(?:will|shall) (?:be )?(?:sent|send)[^.]{0,60}(?:amend|changes|draft)[^.]{0,60}(?:in due course|within|later|separately|shortly|by)`,
			`no (?:changes|amendments)`, `invited to`, `amendments?[^.]{0,30}will follow`, `amendment notice (?:will|shall|is to)\b`, `{enclosed}[^.]{0,40}final\b`)},
	{ReviewAmend,
		phrases(
			`{ticked}amend`,
			`=!(?:decided|agreed|decision|propos\w+|intend\w*|conclud\w+|intention|confirm)[^.]{0,50}\bto (?:be )?(?:amend|updat|chang|mak(?:e|ing) (?:\w+ ){0,3}(?:changes|amendments))`,
			`=!plan (?:will|should|needs to|must|is to) be (?:amended|updated|changed)`,
			`=!plan needs (?:chang|updat|amend)\w+`,
			`=!(?:we|council|authority|borough) (?:will|shall|are going to|needs? to) (?:now )?(?:amend|change|update|be amending|make (?:changes|amendments))`,
			`~!outcome[^.]{0,60}{review}`, `~!{review} (?:meeting )?(?:outcome|decision)`, `~!following[^.]{0,60}{review}`, `~!{review}[^.]{0,20}: (?:our )?(?:decision|outcome)`,
			`~!decision (?:after|following)[^.]{0,50}review`, `amend\w*[^.]{0,40}following[^.]{0,40}review`),
		phrases(`(?:4|four) weeks`, `(?:8|eight) weeks`, `(?:12|twelve) weeks`, `no right (?:of|to) appeal`, `right (?:of|to) appeal`,
			`in due course|shortly|separate`, `{review} (?:meeting )?(?:held )?on`),
		phrases(`@!amendment notice|notice of (?:proposed )?amend`, `reg(?:ulation)? 22\b`, `+!not to (?:amend|change|make)`, `no (?:changes|amendments)`, `(?:remain|stay)[^.]{0,20}(?:same|unchanged|as it is)`,
			`invited`, `+!cease`, `representations`, `+!(?:amended final|final amended)`, `{enclosed}[^.]{0,60}(?:proposed|draft) (?:amend|changes)`)},
	{ReviewMaintain,
		phrases(
			`{ticked}(?:continue to )?(?:maintain|keep)`,
			`?!(?:decided|agreed|decision|propos\w+|intend\w*|conclud\w+|determined|believe|feel)[^.]{0,60}\b(?:not to|does not need to be|not (?:be )?necessary to|should not be) (?:amend|chang|mak(?:e|ing) (?:any )?(?:changes|amendments)|updat|alter)`,
			`?!(?:decided|agreed|decision|propos\w+|intend\w*|continue) (?:to |that \w+ will )?(?:continue to )?maintain`,
			`?!(?:remain|stay|continue|kept|keep|carry on|leave|left)s?\b[^.]{0,50}(?:the same|unchanged|as it is|in its (?:current|present)|unamended|without (?:any )?(?:change|amend))`,
			`?!no (?:changes?|amendments?) (?:will be|are|is|to be|were|was|needs?|to (?:the|your|his|her))`,
			`?!(?:will|are|do) not (?:be )?(?:amend|chang|(?:propos\w*|intend\w*|plan\w*|need|wish) to (?:amend|alter|change|make)|mak(?:e|ing) (?:any )?(?:changes|amendments))`,
			`?!maintain\w*[^.]{0,40}(?:without|in its|unamended|unchanged|as it)`,
			`?!plan (?:remains|is still|continues to be) (?:appropriate|suitable|right|accurate|correct)`,
			`~!outcome[^.]{0,60}{review}`, `~!{review} (?:meeting )?(?:outcome|decision)`, `~!following[^.]{0,60}{review}`, `~!decision (?:after|following)[^.]{0,50}review`),
		phrases(`{review}`, `right (?:of|to) appeal|you can appeal`, `mediation`, `two months`, `next (?:annual )?review`, `(?:4|four) weeks`),
		phrases(`=!(?:decided|agreed|propos\w+|intend\w*) to (?:amend|change|make)`, `+!to cease|\bceas\w+ to maintain`, `draft`, `invited`, `amendment notice`, `final {ehcplan}`, `phase`, `{enclosed}[^.]{0,40}amended`)},
	{CeaseToMaintain,
		phrases(
			`{ticked}ceas`,
			`+!(?:decided|agreed|decision|determined|conclud\w+)[^.]{0,60}\b(?:to |that )[^.]{0,30}\b(?:ceas|end\b|no longer (?:to )?maintain|stop maintaining|discontinu)`,
			`+!(?:has|have|is|are) (?:now )?(?:ceased|ceasing)`,
			`?!(?:will|shall) (?:now |therefore )?(?:cease|no longer (?:be )?maintain|come to an end|be ceased|end on)`,
			`=!(?:plan|ehc ?p|we|council|authority|it) (?:will|shall) (?:now )?(?:end\b|stop)`,
			`+!(?:ending|cessation) of (?:(?:your|the|[^\s.;]+'s?|his|her) )?(?:{ehcplan}|plan)`,
			`+!no longer necessary[^.]{0,80}plan`,
			`+!notice (?:of (?:the )?decision )?to cease`, `decision to cease`, `=!(?:decided|decision)[^.;]{0,50}brought to an end`,
			`+!ceas\w+ (?:to maintain|of|maintaining)`),
		phrases(`right (?:of|to) appeal`, `mediation`, `two months`, `section 45`, `remain in force|continue until|kept in place`),
		phrases(`consider\w+ (?:whether to )?ceas`, `propos\w+ (?:to )?ceas`, `(?:consult\w*|your views)[^.]{0,60}before`, `before (?:a|any|we make a|making a|the) decision`, `minded to`, `{review} (?:meeting )?(?:will|is)`, `whether it will keep`)},
	{CeaseProposal,
		phrases(
			`(?:considering|propos\w+|minded|thinking (?:about|of)|intend\w*|intention|consultation on|consult\w*)[^.]{0,60}\b(?:ceas|ending|to end|stopping|discontinu|no longer (?:be )?maintain)`,
			`\b(?:may|might|could)\b[^.;]{0,30}\b(?:stop|end|cease)\b[^.;]{0,40}(?:plan|ehc ?p)\b`, `\b(?:think|believe|feel|suggest)[^.;]{0,50}(?:plan|ehc ?p)\b[^.;]{0,20}\b(?:should|could|may|can)\b[^.;]{0,20}(?:\bend\b|\bended|\bceas|\bstop)`, `\bstill need[^.;?]{0,30}(?:plan|ehc ?p)\b`, `\b(?:may|might|could)\b[^.;]{0,20}no longer[^.;]{0,60}(?:plan|ehc ?p)\b`,
			`before (?:a|any|we make a|we make any|making a|making any|the|reaching a|we take a) (?:final )?decision`,
			`(?:decide|consider) whether (?:or not )?to (?:cease|end)`,
			`whether[^.]{0,60}(?:still needs?|plan is still|should cease|no longer)`),
		phrases(`your (?:views|comments)`, `reg(?:ulation)? 31\b`, `section 45`, `outcomes[^.]{0,40}(?:achieved|met)`, `consult`, `cease`),
		phrases(`+!(?:decided|agreed|decision) to cease`, `+!has ceased`, `invited to`, `request for an`)},
	{RefusalToIssue,
		phrases(
			`?!\bnot (?:call for|require|need|warrant|justify|merit) (?:an? )?{ehcplan}`,
			`?!\bnot (?:{aux} ){0,4}(?:{issue}|get\w*|receiv\w+|given|hav\w+|offer\w*)[^.;]{0,50}(?:plan|ehc ?p)\b`,
			`?!(?:decision|answer|outcome)\b[^.;]{0,30}\bno\b[^.;]{0,20}(?:plan|ehc ?p)\b`,
			`?!decision not to {issue}`, `?!against {issue}[^.;]{0,40}(?:plan|ehc ?p)\b`,
			`?!\bnot (?:of the (?:opinion|view)|satisfied|persuaded|convinced)[^.;]{0,30}\bis necessary\b[^.;]{0,120}(?:plan|ehc ?p)\b`, `?!(?:plan|ehc ?p)\b[^.;]{0,30} (?:is|was|would be) unnecessary`, `?!unnecessary[^.;]{0,60}(?:{ehcplan}|special educational provision)`,
			`?!\bnot (?:think|believe|consider|feel)[^.;]{0,60}(?:needs?|requires?|necessary)[^.;]{0,40}(?:plan|ehc ?p)\b`,
			`?!(?:plan|ehc ?p)[^.;]{0,60}(?:will|shall|should|would|going to) not (?:be )?(?:{issue})`,
			`?!not (?:be )?(?:necessary|needed|required)[^.;]{0,90}(?:{issue}[^.;]{0,40}plan|special educational provision|accordance with an)`,
			`?!(?:plan|ehc ?p) (?:is|was|would|will)(?: be)? not (?:be )?(?:necessary|needed|required|issued|made|appropriate)`,
			`?!\bno (?:{ehc} )?(?:plan|ehc ?p) (?:will|is to|should) be`,
			`?!does not (?:need|require|meet[^.;]{0,40}for) (?:an?|the) {ehcplan}`,
			`?!(?:refus\w+|declin\w+)[^.;]{0,20} (?:to )?(?:issue|make)[^.;]{0,40}(?:plan|ehc ?p)\b`,
			`?!\bnot (?:{aux} ){0,3}(?:to|with) an? {ehcplan}`, `?!\b(?:can|could) (?:reasonably |still |already )?be (?:met|provided|given|delivered|supported|arranged)[^.;]{0,80}without an? (?:{ehcplan}|plan\b)`),
		phrases(`(?:following|further to|complet\w+|result|outcome|during)[^.;]{0,50}assessment`, `right (?:of|to) appeal`, `mediation`, `sen support|ordinarily available|normally available`, `reg(?:ulation)? 10\b`, `advice (?:obtained|received|gathered)`, `section 37`),
		phrases(`{review}`, `mak(?:e|ing) (?:any )?(?:changes|amendments)`, `?!to cease`, `?!decided not to (?:carry out|assess|undertake)`, `{enclosed}[^.]{0,50}draft`)},
	{RefusalToAssess,
		phrases(
			`?!\bnot (?:{aux} ){0,4}{carry}{assessment}`,
			`?!\bnot (?:to |be )?(?:re-?)?assess`, `?!\bno (?:{ehc} )?(?:needs )?(?:re-?)?assessment (?:will|is to|is needed|is required)`,
			`?!(?:decid\w+|decision)[^.;]{0,30}\bagainst\b[^.;]{0,40}(?:assess|ehc ?na)`, `?!(?:assessment|ehc ?na)[^.;]{0,30} (?:is|was|would be) unnecessary`,
			`?!(?:refus\w+|declin\w+|unable to|cannot|turned down|rejected|unsuccessful)[^.;]{0,60}(?:ehc ?na\b|assessment|\bassess\b)`,
			`?!(?:assessment|ehc ?na)\b[^.;,]{0,60} (?:will|would|is to|should|shall) not (?:now |therefore )?(?:be (?:carried out|undertaken|conducted|made|done|secured|started|arranged)|take place|happen|go ahead|be going ahead)`,
			`?!(?:assessment|ehc ?na|request)[^.;]{0,90}(?:is|was|been|will|has) not (?:be |been )?(?:necessary|needed|required|agreed|appropriate|approved|successful|proceed)`,
			`?!\bnot (?:be )?necessary (?:for [^.;]{0,30})?to (?:{carry}{assessment}|assess)`,
			`?!\bnot (?:been )?agree[^.;]{0,60}(?:assess|ehc ?na)`,
			`?!(?:not meet|not satisf\w+|not met)[^.;]{0,60}(?:threshold|criteria|test)[^.;]{0,60}assess`,
			`?!request[^.;]{0,90}(?:has|was|have)(?: been)? (?:declined|refused|turned down|unsuccessful|not agreed)`,
			`?!request[^.;]{0,60}\bnot (?:been )?(?:agreed|successful|approved|accepted)`, `?!\bnot (?:been able to )?agreed? to (?:your|the|this|that) request`,
			`?!\bnot (?:think|believe|consider|feel)[^.;]{0,80}(?:assess|ehc ?na)`, `?!\b(?:decision|answer|outcome|said)\b[^.;]{0,30}\bno\b[^.;]{0,30}(?:assess|ehc ?na)`, `?!\bnot (?:of the (?:opinion|view)|satisfied|persuaded|convinced)[^.;]{0,30}\bmay be necessary\b`,
			`36 ?\(5\)`, `(?:assessment|ehc ?na)[^.;]{0,30}: (?:no|declined|refused|not agreed)\b`),
		phrases(`right (?:of|to) appeal`, `mediation`, `(?:two|2) months`, `sen support`, `way forward`, `request`, `graduated`),
		phrases(`following (?:(?:the|an|our) )?(?:{ehc} )?(?:needs )?assessment`, `?!not to issue`, `(?:following|outcome of)[^.]{0,40}{review}`, `{enclosed}[^.]{0,50}(?:draft|final)`, `your appeal[^.]{0,60}registered`)},
	{AgreementToAssess,
		phrases(
			`=!(?:agreed|decided|pleased|decision|happy|agreement|confirm)[^.;]{0,60}\b(?:to|that we will|we will|that \w+ will|that the council will)\b[^.;]{0,20}(?:{carry}{assessment}|\bassess\b)`,
			`=!(?:assessment|ehc ?na|request)[^.;]{0,60}(?:has been|was|is|have been)(?: now)? (?:agreed|approved|successful|accepted|granted)`,
			`=!(?:assessment|ehc ?na) agreed`, `=!(?:request|ehc ?na|assess\w*)[^.;]{0,60}\bgo-?ahead\b`, `=!assessment[^.;]{0,40} (?:begins|starts|commences) (?:today|now|from)`,
			`=!(?:satisfied|of the view|concluded|determined|agrees?|accepts?|decided)[^.;]{0,60}(?:assess\w*|ehc ?na)[^.;]{0,40}(?:go ahead|going ahead|necessary|needed|required|take place|carried out|proceed)`,
			`=!(?:we|council|authority|borough) (?:will|shall|are going to|intend to) (?:now )?(?:be )?(?:{carry}{assessment}|assess)`,
			`=!agree(?:d|ment)? (?:to|that)[^.;]{0,60}assess`, `=!recommend\w*[^.;]{0,40}(?:we|council|authority|borough)[^.;]{0,12}\bassess`, `=!(?:assessment|ehc ?na)[^.;]{0,30} under ?way`, `=!(?:meets?|met) the (?:legal |statutory )?(?:test|threshold|criteria)[^.;]{0,60}assess`,
			`=!(?:assessment|ehc ?na) (?:is|was) (?:needed|necessary|required)`,
			`=!(?:determined|decided|concluded|agreed) that (?:it|we|the \w+) (?:should|must|will|is to) {carry}{assessment}`, `=!(?:assessment|ehc ?na)\b[^.;]{0,60} (?:is to|will) (?:now )?be (?:carried out|undertaken|conducted|made|done)`,
			`=!(?:we|council|authority|borough) (?:will|shall) (?:now |therefore |be )*(?:carrying out|undertaking|conducting|starting|beginning|assessing)[^.;]{0,30}(?:assess|ehc ?na|\bher\b|\bhim\b)`, `=!(?:decided|agreed|concluded|determined)[^.;]{0,40}\bthat (?:it|we|the \w+) should (?:now )?assess\b`, `+!(?:agreed|decided|concluded)[^.;]{0,90}(?:assessment|ehc ?na) should (?:now )?(?:begin|start|go ahead|take place|be carried out|be made)`,
			`=!decision (?:is )?to (?:assess|{carry})`, `(?:assessment|ehc ?na)[^.;]{0,30}: (?:yes|agreed|approved)\b`,
			`=!assessment[^.;]{0,40}(?:will|has) (?:now )?(?:begin|begun|start|started|go ahead|going ahead|commence)`),
		phrases(`seek\w* advice|advice from|ask\w* for advice|gather`, `16 weeks|week 16|sixteen weeks`, `20 weeks|week 20|twenty weeks`, `educational psychologist`, `(?:6|six) weeks`, `what happens next|next steps`),
		phrases(`?!not (?:to |been )?(?:carry|assess|secure|agree|necessary|undertake)`, `{enclosed}[^.]{0,50}draft`, `?!not to issue`, `(?:provide|return|submit|send)[^.]{0,20} your (?:advice|report)`, `{review}`)},
	{AdviceRequest,
		phrases(
			`~!requests? for (?:statutory |professional |written |your )*(?:advice|information)`, `\bask\w* (?:you )?for (?:your )?(?:written )?advice\b[^.;]{0,20}\byour?\b`,
			`reg(?:ulation)?s? 6 ?\(1\)`,
			`(?:provide|return|submit|send)[^.]{0,40}your (?:written )?(?:advice|report|contribution)`,
			`(?:ask\w*|request\w*|seek\w*|need) (?:for )?(?:you (?:to|for)|your) [^.]{0,50}(?:advice|report)\b`,
			`\byour (?:written |professional )?advice\b`, `advice (?:is |has been )?requested`, `we (?:are|now) (?:required to )?(?:seek|request)\w*[^.]{0,40}advice from you`),
		phrases(`(?:six|6) weeks`, `outcomes`, `appendix|template|form|proforma`, `(?:agreed|decided) to (?:carry|undertake|assess|conduct|secure)`, `dear (?:colleague|dr|head|senco|professional)`, `reg(?:ulation)? 8`, `parents?`),
		phrases(`?!not to (?:carry|assess)`, `right (?:of|to) appeal`, `{enclosed}[^.]{0,60}draft`, `{review}`)},
	{RequestAcknowledged,
		phrases(
			`(?:thank\w* (?:you )?for|receipt of|acknowledg\w+|received)[^.;]{0,60}(?:request|application|referral|letter)[^.;]{0,70}(?:assess|ehc ?na\b)`,
			`(?:request|application|referral)[^.;]{0,110}(?:has been|was|have been|is)? ?(?:safely )?(?:received|reached|arrived|landed|logged|registered)`,
			`acknowledg\w+[^.;]{0,30}(?:request|referral|application)`,
			`(?:thank\w* (?:you )?for|receipt of|received|logged)[^.;]{0,50}(?:assess\w*|ehc ?na)\b[^.;]{0,24}(?:request|application|form|referral)`,
			`(?:notification|notice) (?:of|that)[^.;]{0,40}request[^.;]{0,60}assess`, `request (?:has been|was) made[^.;]{0,60}assess`,
			`(?:has|have|had) (?:asked|requested)[^.;]{0,40}(?:assess|ehc ?na)`, `\basked\b[^.;]{0,60}\bto (?:secure|carry|look|consider|arrange|make|undertake)\b[^.;]{0,100}(?:assess|ehc ?na)`,
			`we (?:have )?(?:now )?(?:received|got|logged|had) (?:your|the|a|this|an) (?:parental )?(?:request|application|referral)`),
		phrases(`whether (?:or not )?(?:we |to |the council |it |an? )[^.;]{0,50}(?:assess|ehc ?na\b)`, `(?:six|6) weeks`, `(?:further|additional|more|other|extra) (?:information|evidence|reports)`, `panel`, `decision`, `let you know|write to you|tell you|hear from us`, `36 ?\(1\)`),
		phrases(`?!(?:decided|have concluded|has concluded|have determined|has determined)\b`, `?!agreed to`, `?!(?:satisfied|concluded|determined|agree[sd]?|decided|view)[^.;]{0,60}(?:assess|ehc ?na|necessary)`, `?!(?:not|been) agreed`, `=!(?:we|council|authority|borough) (?:will|shall|are going to) (?:now )?{carry}{assessment}`, `?!decision is (?:that|to|not)`, `no (?:final )?decision (?:has|was)`, `defer`, `?!\b(?:panel|group|board) (?:met|sat|considered|looked)`, `{enclosed}[^.]{0,50}(?:draft|final)`, `right (?:of|to) appeal`, `{review}`, `?!decision not to`)},
	{FinalPlan,
		phrases(
			`+!{enclosed}[^.]{0,90}\bfinal(?:ised)?\b[^.]{0,40}(?:plan|ehc ?p)\b`,
			`+!\bfinal(?:ised)? (?:version (?:of )?(?:\w+'?s? )?)?(?:{ehcplan}|plan\b)`,
			`+!(?:plan|ehc ?p)[^.;]{0,30} (?:has (?:now )?been|is now|was|have) (?:now )?(?:finalised|issued|made|final|completed)`,
			`+!(?:have|has) (?:now |today )?(?:finalised|issued|completed|made) [^.;]{0,40}(?:plan|ehc ?p)\b`, `+!issue of (?:an? |the |your )?{ehcplan}`, `+!\b(?:plan|ehc ?p)[^.;]{0,30} is now in force`, `+!\bfinal version\b`,
			`+!copy of the final`, `+!{ehcplan}[^.;]{0,20}(?:which|that) (?:we|the (?:council|authority|local authority|borough)) (?:has|have) (?:now )?(?:made|issued|finalised)`,
			`+!{enclosed}[^.]{0,40}(?:{ehcplan})[^.]{0,60}(?:final|names|comes into)`,
			`+!{enclosed} [^.;]{0,30}(?:the|your|his|her|their|'s) {ehcplan}`),
		phrases(`right (?:of|to) appeal|you may appeal|you can appeal`, `sections? b\b`, `mediation`, `send ?35`, `(?:two|2) months`, `names? `, `section i\b`, `review`),
		phrases(`complet\w+ the amend`, `+!amended final|final amended|\bamend(?:ed|ing) (?:version|{ehcplan}|plan)`, `comments? on (?:these|the|our) (?:proposed )?(?:amendments|changes)`, `following[^.]{0,40}{review}`, `(?:will be|to be|before it is) finalised`, `{enclosed}[^.]{0,60}(?:draft|proposed)`, `(?:send|let us have|let me have|return|want|welcome|make|need|have)[^.]{0,40}(?:representations|your comments|your views|any comments)`, `not to issue`, `your appeal[^.]{0,60}registered`, `consult`)},
	{DraftPlan,
		phrases(
			`@!{enclosed}[^.;]{0,40}\b(?:the|a|your|[^\s.;]+'s) draft\b`, `=!propos\w+ to (?:issue|make) (?:an? |the )?(?:{ehcplan}|plan\b)`,
			`@!{enclosed}[^.]{0,90}\b(?:draft|proposed)\b[^.]{0,50}(?:plan|ehc ?p)\b`,
			`@!\b(?:draft|proposed) (?:\(draft\) |final |version of )*(?:amended )?(?:{ehcplan}|statutory plan)`,
			`@!\bdraft (?:[^\s.;]+ ){0,4}(?:plan|ehc ?p)\b`,
			`@!(?:plan|ehc ?p) (?:(?:is )?(?:still )?(?:in|a|at) )?draft\b`, `@!\bdraft (?:is |are )?(?:now )?{enclosed}`,
			`@!\bproposed (?:amended )?plan\b`, `@!(?:plan|ehc ?p) (?:which |that )?(?:we|i|the council|the authority) (?:are |am |is )?propos\w+`, `section i\b[^.;]{0,40}\b(?:blank|empty)\b`, `@!final draft|draft final`),
		phrases(`(?:15|fifteen)(?: \(15\))? (?:calendar |working )?days`, `representations|comments|views|what you think`, `(?:prefer|name|choose|like)[^.]{0,40}(?:school|setting|college|placement)`, `section i\b`, `personal budget`, `left blank|blank`, `meeting`),
		phrases(`amendment notice|notice of[^.]{0,30}amend|proposed (?:amendments|changes)|reg(?:ulation)? 22\b`, `decided to amend`, `?!decided not to`, `?!not to issue`, `\bdraft[^.;]{0,40}(?:awaited|not yet|has not|is due|will (?:now )?be (?:sent|prepared|issued|written)|will follow|is being)`, `(?:await\w*|waiting|chas\w+|expect\w*)[^.;]{0,50}\bdraft\b`, `+!{enclosed}[^.]{0,30}\bfinal (?:ehc|education|plan|version)`, `following[^.]{0,40}{review}`, `consult(?:ed|ing) (?:with )?(?:the )?(?:following )?schools`, `consulting (?:you|your|the governing|governing)`, `efficient (?:education|use)`, `section 39 ?\(`, `\byour (?:school|college|setting|academy|nursery) (?:can|could|is able|would)`)},
	{TribunalDirections,
		phrases(
			`\beh ?[0-9oil]{3} ?/ ?[0-9oil]{2} ?/ ?[0-9oil]{4,5}`,
			`tribunal[^.]{0,100}(?:registered|registration|directions|orders that|directs)`,
			`(?:case|further|standard) (?:management )?directions`, `registration of (?:your )?appeal`, `appeal[^.]{0,140}(?:has been|is|was) registered`,
			`by order of the (?:registrar|tribunal|judge)`, `it is (?:hereby )?(?:ordered|directed)|the (?:tribunal|judge|registrar) (?:orders|directs)`,
			`notice of hearing|order and directions`),
		phrases(`final evidence|further evidence`, `bundle`, `send@justice`, `send ?(?:7|11|40|45|46)\b`, `hearing`, `12 noon|midday`, `attendance form`, `working document`, `appellant|respondent`, `tribunal judge`),
		phrases(`you (?:may|can) (?:\w+ )?appeal`, `right (?:of|to) appeal`, `yours sincerely`, `certificate`)},
	{MediationCertify,
		phrases(
			`certificate[^.]{0,120}(?:section|s\.?) ?55`, `(?:section|s\.?) ?55 ?\(? ?[345]`,
			`(?:this is to|hereby|i) certif`, `certificate (?:no|number|ref)`,
			`certificate (?:of|for|under)[^.]{0,30}mediation`, `{enclosed}[^.]{0,40}certificate`, `(?:issue|issued|issuing)[^.]{0,40}certificate`, `date (?:of|certificate) (?:issue|issued)`),
		phrases(`(?:one|1) month`, `not wish to|does not want|decided not to|declined|taken part`, `mediation (?:adviser|advisor|service|information)`, `mediation certificate`, `first-tier tribunal|send tribunal`),
		phrases(`(?:need|obtain|get|require)[^.]{0,40}certificate`, `(?:date|month)[^.]{0,30}(?:on|of|from) (?:the|your|a|date)[^.]{0,20}(?:mediation )?certificate`, `whichever is (?:the )?later`, `(?:council|authority) has decided|we have decided`, `must contact|before you can`, `your right to appeal`, `case directions`)},
	{PersonalBudget,
		phrases(
			`(?:request|application|decision)[^.]{0,60}(?:personal budget|direct payment)`,
			`(?:personal budget|direct payments?)[^.]{0,80}(?:agreed|refus\w+|declin\w+|approved|decision|not (?:to )?(?:agree|able))`,
			`(?:agreed|decided|refus\w+|declin\w+|unable|approved)[^.]{0,80}(?:personal budget|direct payment)`),
		phrases(`section (?:j|49)\b`, `personal budget`, `direct payment`, `review (?:of )?(?:this|the|our) decision|reconsider`),
		phrases(`you (?:can|may)[^.]{0,40}(?:ask|request)[^.]{0,30}personal budget`, `ask for a personal budget`, `{enclosed}[^.]{0,60}(?:draft|final)`, `?!not to (?:carry|assess|issue)`, `{review}`)},
	{TransportDecision,
		phrases(
			`(?:home.to.school|school|college|post-?16) (?:and college )?(?:travel|transport)`,
			`(?:minibus|taxi|\bbus\b|passenger assistant|escort)[^.;]{0,60}(?:collect|pick|seat)|(?:seat|place)[^.;]{0,20} on[^.;]{0,20}(?:minibus|\bbus|taxi|route)`, `passenger transport|school bus\b`,
			`(?:application|request|applied)[^.;]{0,30} (?:transport|travel)\b`, `near(?:er|est) suitable school`,
			`travel assistance|transport assistance|travel support|assisted transport`,
			`(?:transport|travel)[^.]{0,60}(?:decision|appeal|eligib|application|refus|agreed)`),
		phrases(`eligib|entitle`, `walking|miles|route`, `stage (?:1|one|2|two)`, `(?:20|twenty) working days`, `taxi|bus|minibus|passenger assistant|mileage`, `decid|decision|agreed|award`),
		phrases(`{enclosed}[^.]{0,60}(?:draft|final)`, `{review}`, `?!not to (?:carry|assess|issue)`, `section i\b`)},
	{ComplaintResponse,
		phrases(
			`(?:response|reply|respond\w*|answer\w*|outcome|investigat\w+|looked into|reference)[^.]{0,60}\bcomplaint`,
			`your (?:formal )?complaint`, `complaint (?:ref|reference|response|outcome|number)`, `ombudsman`,
			`(?:uphold|upheld)`),
		phrases(`stage (?:1|one|2|two)`, `apolog|sorry`, `ombudsman`, `fault|delay`, `escalate|not satisfied|unhappy|dissatisfied|remain`, `complain`),
		phrases(`right (?:of|to) appeal`, `{enclosed}[^.]{0,60}(?:draft|final)`, `?!decided not to (?:carry|assess|issue)`, `transport (?:appeal|decision)`)},
	{PhaseTransfer,
		phrases(
			`(?:phased?|secondary|key stage|post-?16|infant|junior|reception|primary) (?:school )?(?:phase )?(?:transfers?|transition)\b`,
			`(?:mov(?:e|ing)|transfer\w*|transition\w*|start\w*) (?:on )?(?:to|up to|into|from|at) (?:\w+ ){0,3}(?:secondary|junior|infant|middle|reception|post-?16|sixth form|year (?:7|3|12)|primary|college)`,
			`phase transfer|transfer of phase|change of phase|next phase of (?:education|\w+ education)`, `choos\w+[^.;]{0,20}(?:secondary|junior|infant|middle|post-?16|sixth form)`, `(?:leav\w+|finish\w*|complet\w*|mov\w+ (?:on )?from)[^.;]{0,20}(?:primary|infant|junior|nursery|year (?:2|6|11))`,
			`(?:by|before) (?:\w+day,? )?(?:the )?(?:15(?:th)?|31(?:st)?) (?:of )?(?:february|march)`),
		phrases(`preferen|school you would like|schools? you (?:want|prefer)|would like[^.]{0,40}school`, `(?:year|y) ?(?:6|2|5|9|11)\b`, `september 20`, `common application|ordinary admissions|admissions`, `15(?:th)? (?:of )?feb|31(?:st)? (?:of )?mar`, `open (?:evening|day)`),
		phrases(`amendment notice|notice of (?:proposed )?amend`, `{enclosed}[^.]{0,60}(?:draft|final)`, `invited to[^.]{0,60}review`, `transport|travel assistance`, `?!not to (?:carry|assess|issue)`, `amended final`)},
	{SchoolConsultation,
		phrases(
			`consult\w* (?:with )?(?:you\b|your (?:school|college|setting|governing)|the governing|governing)`, `sections? (?:38|39)\b[^.]{0,60}\bname`,
			`\byour (?:school|college|setting|academy|nursery) (?:can|could|is able|would be able|is (?:un)?suitable)`, `consultation[^.]{0,40}(?:school|college|setting) place`,
			`@!consult\w*[^.]{0,100}\b{school}`, `\b{school}[^.]{0,60}consult`,
			`formal consultation`, `\bask(?:ed|ing)\b[^.;]{0,60}{school}[^.;]{0,60}(?:whether|if) (?:they|it)\b`, `(?:place|attend|come|admission|admitted|join|move)[^.;]{0,12} (?:to|at|in)? ?your (?:school|college|setting|academy|nursery)`,
			`written to (?:the )?(?:following )?{school}`, `@!(?:sent|shared|passed)[^.;]{0,60}(?:papers|paperwork|details|documents|draft|plan)\b[^.;]{0,20} (?:to|with)[^.;]{0,40}{school}`, `{school}[^.;:]{0,120}\b(?:take|offer) (?:her|him|them)\b`,
			`{school}[^.]{0,60}(?:responded|unable to meet|cannot meet|can meet|offer\w* a place|reply due|has replied)`,
			`(?:whether|if) (?:they|it|your school|you) (?:can|could|are able to|is able to|would be able to) meet[^.]{0,40}needs?\b`, `consultation under section 3[89]`, `for your (?:school|college|setting|academy|nursery) to be named`),
		phrases(`unsuitable|incompatible`, `efficient (?:education|use)`, `section (?:38|39)\b`, `(?:15|fifteen) (?:calendar )?days`, `respon|repl`, `copy for your information`, `meet[^.]{0,20}needs`, `governing body|headteacher|head teacher|principal`),
		phrases(`thank you for consulting`, `{enclosed}[^.]{0,60}\b(?:your|draft|final)\b[^.]{0,60}(?:comment|appeal|views)`, `?!not to (?:carry|assess|issue)`, `right (?:of|to) appeal`, `amendment notice`, `\bending\b|\bcease`, `invited to`, `written to your child's school|written to \w+'s school`)},
	{ReviewInvitation,
		phrases(
			`invit\w*[^.]{0,110}\breview`, `\breview\b[^.]{0,30}\binvit`, `attend\w*[^.]{0,60}{review}`,
			`review (?:meeting )?(?:will be|is|has been|is being|is to be|due to be|will)[^.]{0,25}(?:held|arranged|scheduled|booked|tak\w+ place|planned|due)`,
			`(?:arranged|scheduled|set|booked|organis\w+|hold|holding|planned|planning)[^.]{0,60}review`,
			`review meeting will`, `attendance (?:is|would be) (?:requested|welcome)|asked to attend`, `{review} of\b[^.;]{0,30}{ehcplan}`, `\breview (?:meeting )?(?:is|will be) (?:on|at)\b`, `(?:do|please) come\b`, `meeting (?:to|at which we will) review`, `~!date (?:and time )?(?:of|for) (?:\w+'?s? )?(?:the )?(?:next |forthcoming )?(?:annual )?review`,
			`{review}[^.;]{0,20}(?:new (?:date|time)|change of date)`, `(?:mov(?:e|ed|ing)|rearrang\w+|re-arrang\w+|reschedul\w+|postpon\w+)[^.;]{0,40}{review}|{review}[^.;]{0,30}(?:moved|rearranged|rescheduled|postponed)`,
			`\b(?:time|due) (?:for|to) [^.;]{0,40}review`, `(?:come to|join)[^.]{0,60}review`),
		phrases(`{review}`, `at [0-9]{1,2}(?:[.:][0-9]{2})? ?(?:am|pm|noon)|[0-9][.:][0-9]{2}`, `views|all about me|contribution|one page profile`, `(?:two|2) weeks`, `outcomes`, `reply slip|let us know (?:if|whether) you|can attend|able to attend|look forward`, `teams|zoom|venue|online`, `please (?:return|complete|bring|send)`),
		phrases(`following (?:the|your|a recent|an?)[^.]{0,50}review`, `thank you for (?:coming|attending|taking part)`, `before (?:the|your|his|her|our) [^.;]{0,20}review`, `outcome of[^.]{0,40}review|{review} (?:meeting )?(?:outcome|decision)`, `?!(?:decided|agreed) (?:not )?to`, `right (?:of|to) appeal`, `{enclosed}[^.]{0,60}(?:draft|final) `, `request for an`, `amendment notice`, `(?:asked|requested)[^.;]{0,30}\b(?:hold|call|bring|arrange)[^.;]{0,30}review`, `let you know (?:when|the date|what|if)|will (?:be in touch|let you know)\b`)},
	{Report,
		phrases(
			`(?:psycholog\w+|therapy|therapist'?s?|paediatric\w*|medical|clinical|speech and language|occupational|physiotherapy|teacher'?s?|school|sensory|social care|diagnostic|assessment|camhs|audiology|health|nursery|progress) (?:advice|report|contribution|assessment report)\b`,
			`report (?:by|of|author|prepared by|written by|date)`, `\bclinic (?:date|letter)|date (?:typed|dictated)|outpatient`, `diagnos(?:is|es) ?:`, `\bi (?:reviewed|saw|assessed|met) [^.;]{0,50}(?:with|in|at|today|on)\b`, `date of (?:report|assessment|advice|visit|observation)`, `[\n\f\t](?:dates? )?(?:seen|assessed|written|observed|visited) ?: ?[0-9]`, `(?:author|assessor|examiner) ?:`,
			`(?:background|reason for (?:referral|involvement)|summary|conclusions?|recommendations|observations?|test results|findings|sources of information)[:\n\f\t]`),
		phrases(`standard score|percentile|wisc|celf|bas3|wiat|age equivalent`, `hcpc|registration (?:no|number)|member of`, `observ\w+`, `recommend`, `referr\w+`, `strengths`, `strictly confidential|confidential report`, `nhs (?:no|number)|hospital no`),
		phrases(`\bdear (?:mr|mrs|ms|miss|parent)`, `right (?:of|to) appeal`, `{review} (?:meeting )?(?:will|is)`, `?!decided (?:not )?to`, `{enclosed}[^.]{0,60}(?:draft|final)`, `yours sincerely`)},
}
