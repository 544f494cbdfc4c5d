package recognise

import "regexp"

// A family keeps its own letters too, and they speak of the council's decision in
// the council's words. Their day is later than the decision's, so an appeal counted
// from one would be late. Who wrote is told by who could act: only a council tells
// its reader of a right to appeal, and only a family has one.

// voice is one way of writing that tells the writer, and what it is worth.
type voice struct {
	re    *regexp.Regexp
	worth int
}

func voices(worth int, patterns ...string) []voice {
	var out []voice
	for _, p := range patterns {
		out = append(out, voice{regexp.MustCompile(p), worth})
	}
	return out
}

const us = `\b(?:i|we)(?:'m|'re|'ve|'ll|'d|\s(?:am|are|have|had|was|were|will|shall|would|do|may|might|must|mean|wish|want|intend|plan))?`

// familys is enough to say that a family wrote it, if a council speaks less.
const familys = 2

// likeFamily is how those write who can appeal.
var likeFamily = append(voices(2,
	us+`(?:\s(?:be|to|going|thinking|of|have|having|now|formally|therefore|still))*\s(?:an\s)?appeal(?:ing)?\b`,
	us+`(?:\s\w+){0,3}\s(?:lodg\w+|register|mak\w+|submit\w*)\s(?:an|my|our)\sappeal\b`,
	us+`(?:\s\w+){0,3}\s(?:go|going|tak\w+|ask)\s(?:(?:this|it)\s)?(?:to\s)?the\s(?:send\s)?tribunal\b`,
	`\bi\s(?:\w+\s){0,4}have\s(?:a|the)\sright\s(?:of|to)\sappeal\b|\b(?:my|our)\sright\s(?:of|to)\sappeal\b`,
	`\bmy\sappeal\b|\bour\sappeal\s(?:is|to|at|will|against|before|has)\b|\b(?:my|our)\smediation\scertificate\b`,
	`\bmy\s(?:son|daughter|child|boy|girl|grand\w+)\b|\bour\s(?:son|daughter|boy|girl|grand\w+)\b`,
	`\b(?:i\sam|we\sare|as|writing\sas)\s(?:his|her|their|the|a|[a-z]+'s)\s(?:parents?|mother|father|mum|dad|carers?|guardian|grand\w+)\b`,
), voices(1,
	`\byour\s(?:decision|refusal|draft|notice|panel|council|authority)\b`,
	`\byou\s(?:have\s)?(?:decided|refused|declined|informed|gave|say|said|wrote|sent\s(?:me|us))\b`,
	us+`(?:\s\w+){0,3}\s(?:got|received|read|seen?|looked\sthrough)\s(?:\w+\s){0,4}(?:letter|decision|notice|plan|that\s(?:the|you))\b|\bthank\syou\sfor\s(?:your\sletter|the\s(?:draft|final|amended|proposed))`,
	us+`(?:\s\w+){0,2}\s(?:sad|upset|dismay\w*|shock\w*|disappointed|unhappy|worried)\b|\bdismay\b`,
	us+`(?:\snot)?\s(?:agree|disagree|think\sthat\sis\swrong|believe)\b`,
	`\breconsider\b|\bthink\sagain\b|\blook\sat\s(?:this|it)\sagain\b|\bwithdraw\s(?:the|your)\b|\bi\sexpect\s(?:an|a|your)\b|\bformal\scomplaint\b`,
	`\b(?:our|my)\s(?:comments|representations|views|notes)\b|\bour\snotes\s(?:in|on)\b`,
	us+`\s(?:like|want|asked\sfor|ask\sfor)\s[^.;\f]{0,60}\b(?:to\sbe\snamed|section\si|meeting)\b`,
	`\bdear\s(?:sirs?|madam)\b`,
)...)

// likeCouncil is how those write who decide.
var likeCouncil = append(voices(3,
	`\byou\s(?:also\s|then\s|now\s|still\s)?(?:may|can|could|will\sbe\sable\sto|(?:'ve\sgot|have)\s(?:a|the)\sright|have\s(?:until|two\smonths|15)|must|need\sto|cannot|should)\b[^.;\f]{0,70}\b(?:appeal|mediat\w+|tribunal|comments?|representations|views)\b`,
	`\byour\srights?\s(?:of|to)\sappeal\b|\byour\s(?:views|comments|representations)\b`,
), voices(2,
	`\bif\syou\s(?:do\snot\sagree|disagree|are\s(?:un|not\s)happy|wish\sto|would\slike|want\sto|think)\b`,
	`\bour\sdecision\sis\b|\bi\s(?:am|write)\s(?:now\s)?(?:to\s)?(?:inform|notify|tell|confirm\sto)\syou\b`,
)...)

func heard(list []voice, low string) int {
	n := 0
	for _, v := range list {
		if v.re.MatchString(low) {
			n += v.worth
		}
	}
	return n
}

// byFamily reports whether a letter reads as one the family wrote itself.
func (f *front) byFamily() bool {
	low := f.low[:f.end]
	n := heard(likeFamily, low)
	return n >= familys && n > heard(likeCouncil, low)
}
