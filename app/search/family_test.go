package search

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"leverarch/app/record"
)

// A family of 500 documents with 10,000 pages and 5,000 conversations, invented
// from sentences a subject, around them words that no dictionary has.

type subject struct {
	name      string
	sentences []string
}

var subjects = []subject{
	{"ep", []string{"The educational psychologist saw her in class and worked with her alone for an hour.", "Scores on the matrices and the block design were in the low average range.", "The psychologist asks that new ideas are shown in small steps.", "This educational psychology report was written after two visits.", "Her working memory is weaker than her reasoning."}},
	{"salt", []string{"The speech and language therapist used a story test to look at how he follows sentences.", "His speech sounds are clear to people who know him.", "A speech and language programme is to be carried out by trained staff.", "He needs time to process what is said before he answers.", "Therapy blocks of six sessions are planned with the language therapist."}},
	{"ot", []string{"The occupational therapist watched her dress for games and use cutlery.", "Fine motor skills are behind those of her age and handwriting tires her.", "Occupational therapy is advised with a sloping board and a pencil grip.", "Core strength exercises should come before table work.", "She finds fastenings and shoe laces hard."}},
	{"physio", []string{"The physiotherapist measured the range of movement in both ankles.", "Stretches are to be done each morning before lessons.", "Physiotherapy will be seen to in a quiet room with a mat.", "New splints were fitted in clinic.", "He walks with a frame for longer distances."}},
	{"paediatrics", []string{"The consultant paediatrician saw the family in clinic today.", "Growth and blood pressure were normal.", "The paediatrician has referred him to the sleep clinic.", "Community paediatrics will see him again in six months.", "Melatonin was started at a low dose."}},
	{"camhs", []string{"The child and adolescent mental health team offered an appointment.", "CAMHS closed the case after the second missed letter.", "A safety plan was written with the mental health nurse.", "Low mood and self harm were talked about with care.", "The family therapist at CAMHS will ring back."}},
	{"autism", []string{"The autism assessment was carried out by the neurodevelopmental team.", "A diagnosis of autism spectrum disorder was confirmed by the panel.", "As an autistic girl she copies others to fit in.", "The diagnostic observation showed differences in social communication.", "Autism training is offered to parents on Tuesdays."}},
	{"anxiety", []string{"Anxiety in the mornings means that she cannot come in to school.", "Emotionally based school avoidance was named by the attendance officer.", "She has been anxious since the change of teacher.", "School avoidance is not a choice and a slow return was agreed.", "He was sick with worry at the school gate."}},
	{"exclusion", []string{"He was excluded for three days after the incident in the hall.", "The suspension will be shown on the record.", "The governors will meet about the permanent exclusion.", "Work was set for the days of the exclusion.", "The head teacher wrote about the fixed term suspension."}},
	{"transport", []string{"The taxi did not come again on Monday.", "School transport was refused because of the distance.", "A passenger assistant will ride in the minibus.", "The transport appeal goes to a second stage.", "The travel team will choose the nearest route."}},
	{"mediation", []string{"The mediation adviser rang and explained what happens.", "A mediation certificate was issued to the family.", "Mediation is by video with an independent mediator.", "The council did not send anybody to the mediation meeting.", "The certificate is needed before the form is sent."}},
	{"tribunal", []string{"The Tribunal has listed the hearing for one day.", "The judge at the First-tier Tribunal gave directions.", "The bundle for the tribunal hearing has to be paginated.", "Witnesses will join the Tribunal by video.", "The appeal was registered by the tribunal office."}},
	{"budget", []string{"A personal budget was asked for at the draft stage.", "Direct payments would pay for the support worker.", "The council refused the direct payment for swimming.", "The personal budget sheet shows how much each part costs.", "An account for the payments has to be opened."}},
	{"support", []string{"A teaching assistant works with him for fifteen hours a week.", "The hours of the teaching assistant have been cut.", "One to one support is given at break and lunch.", "The learning support assistant left at half term.", "Full time support from an adult was written into the plan."}},
	{"sensory", []string{"Noise in the hall leads to sensory overload.", "He wears ear defenders in assembly.", "A sensory diet with movement breaks was suggested.", "Bright lights and smells are hard for her to bear.", "The sensory room is free after lunch."}},
	{"reading", []string{"Her reading age is two years below her own.", "Dyslexia was found by the specialist teacher.", "Phonics is taught in a group of four.", "He is dyslexic and uses a coloured overlay.", "Spelling lists are sent home in a larger print."}},
	{"review", []string{"The annual review meeting went through each outcome.", "Reports were sent round two weeks before.", "The minutes of the review list what was agreed.", "Progress against the outcomes is mixed.", "The next review is in the spring term."}},
	{"complaint", []string{"Your complaint was looked into at stage one.", "The complaint is partly upheld.", "You may write to the ombudsman about the delay.", "We are sorry for the distress that was caused.", "The complaints officer will answer in twenty days."}},
}

var fillers = []string{"The meeting began at ten and tea was served.", "Thank you for coming in last week.", "Please keep this letter with your papers.", "The weather was poor and numbers were small.", "We spoke about the coming term.", "Copies go to the family and to the file.", "The room was warm and the chairs were put in a ring.", "Nothing else was said about this."}

var needles = []string{
	"On 14/03/2026 she jumped on a trampoline for the first time.",
	"Hydrotherapy with a helper is offered twice a week in the warm pool.",
	"A weighted blanket was tried at rest time. %s In the end a harpist came to play.",
	"A placement in the Kestrel Unit was talked about with the head.",
}

type familyPage struct {
	Entry
	about string
}

// family gives the same pages every time.
func family(documents, pages, talks int) []familyPage {
	rnd := rand.New(rand.NewPCG(7, 11))
	odd := make([]string, 18000)
	for i := range odd {
		odd[i] = oddWord(rnd)
	}
	oddSentence := func() string {
		n := 6 + rnd.IntN(10)
		words := make([]string, n)
		for i := range words {
			words[i] = odd[int(float64(len(odd))*rnd.Float64()*rnd.Float64())]
		}
		return strings.ToUpper(words[0][:1]) + strings.Join(words, " ")[1:] + "."
	}
	text := func(s subject, sentences int) string {
		var b strings.Builder
		for range sentences {
			switch rnd.IntN(5) {
			case 0:
				b.WriteString(s.sentences[rnd.IntN(len(s.sentences))])
			case 1:
				b.WriteString(fillers[rnd.IntN(len(fillers))])
			default:
				b.WriteString(oddSentence())
			}
			b.WriteByte(' ')
		}
		// a subject is named in each of its pages
		return s.sentences[rnd.IntN(2)] + " " + b.String()
	}
	var out []familyPage
	add := func(e Entry, about string) { out = append(out, familyPage{e, about}) }
	each := pages / documents
	for d := range documents {
		s := subjects[d%len(subjects)]
		of := fmt.Sprintf("d%04d", d)
		day := record.Day{Year: 2024 + d%3, Month: 1 + 2*11/24, Date: 1 + d%28}
		for p := range each {
			body, about := text(s, 26), s.name
			if d%100 == 5 && p == 3 {
				body += " Dr Amara Oyelaran signed this page."
			}
			if d%100 == 7 && p == 4 {
				body += " Mrs Brightwell-Stone was there for the governors."
			}
			if d == 40+d/100*100 && p == 2 && d/100 < len(needles) {
				n := needles[d/100]
				if strings.Contains(n, "%s") {
					n = fmt.Sprintf(n, text(subjects[16], 20))
				}
				body += n
				about = fmt.Sprintf("needle:%d", d/100)
			}
			add(Entry{Key: fmt.Sprintf("%s/%d", of, p+1), Of: of, Kind: "document", Title: "scan " + of + ".pdf", Day: day, Text: body}, about)
		}
	}
	for i := range talks {
		s := subjects[i%len(subjects)]
		of := fmt.Sprintf("c%04d", i)
		add(Entry{Key: of, Of: of, Kind: "conversation", Title: "Phone call", Day: record.Day{Year: 2025, Month: 1, Date: 1 + i%28}, Text: text(s, 3)}, s.name)
	}
	return out
}

func oddWord(rnd *rand.Rand) string {
	const c, v = "bcdfghjklmnprstvwz", "aeiou"
	var b strings.Builder
	for range 2 + rnd.IntN(3) {
		b.WriteByte(c[rnd.IntN(len(c))])
		b.WriteByte(v[rnd.IntN(len(v))])
		if rnd.IntN(3) == 0 {
			b.WriteByte(c[rnd.IntN(len(c))])
		}
	}
	return b.String()
}

// wanted reports whether a page is what a query looks for.
func (p familyPage) wanted(label string) bool {
	name, isName := strings.CutPrefix(label, "name:")
	if isName {
		return strings.Contains(strings.ToLower(p.Text), name)
	}
	return p.about == label
}
