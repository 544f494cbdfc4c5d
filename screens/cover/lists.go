package cover

import "strings"

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	// titles stand before a name.
	titles = set("mr mrs ms miss mx dr prof professor sir dame cllr councillor judge rev revd reverend")

	// small words stand in names and tell nothing.
	small = set("the of and for at in on upon with de la le du van von der den el bin ibn ap di dos a st saint")

	// anyCase are titles that are no words: people write them small.
	anyCase = set("mr mrs ms mx dr")

	// signs stand before the name at the foot of a letter.
	signs = set("sincerely faithfully regards")

	articles = set("the a an our your my their his her this that its")

	// months are first names too.
	months = set("april may june august")

	// roles are what people put where a name belongs, and are nobody's name.
	roles = set(`mum mummy mom dad daddy mother father nan nana nanny gran granny grandma grandad granddad grandfather
		grandmother aunt auntie uncle sister brother stepmum stepdad partner parent parents carer carers family senco
		sendco head headteacher teacher class deputy assistant teaching officer case caseworker worker coordinator
		co ordinator doctor gp nurse therapist therapy speech language occupational physio physiotherapist educational
		psychologist psychology psychiatrist paediatrician ep salt ot ta lsa hlta social tutor team sen send ehc ehcp reception
		office governor governors chair taxi driver transport escort manager service services department duty key
		mediator solicitor advocate adviser advisor clerk lead leader director specialist consultant support my our me i we
		you us someone somebody nobody everyone everybody unknown school council`)

	// kinds are the words that say what sort of organisation it is.
	kinds = set(`school schools academy academies college nursery primary secondary infant infants junior juniors high grammar
		community special preschool sixth form centre center unit trust multi mat federation foundation council county city
		borough district metropolitan royal london unitary authority authorities local combined nhs health healthcare
		hospital clinic surgery icb care board services service team department education children childrens sen send ehc
		first tier tribunal educational needs disability england mediation therapy psychology advisory outreach sendiass
		church catholic roman ce rc c e voluntary aided controlled independent free university`)

	// bodies are kinds that are parts people have as well.
	bodies = set("school council service services department")

	// ordinary words are names too.
	ordinary = set(`will may april june august mark rose grace hope faith joy bill jack sue pat rob art drew dawn eve ivy iris
		lily daisy holly poppy olive ruby pearl amber jade gene dean guy frank ernest grant lance miles nick norm rich
		chance chase hunter mason rusty sandy sky skye star summer autumn winter violet ray rex roman carol penny patience
		honor honour hazel heather ginger fern earl duke don dot bob van an so in my do bay case angel charity clay cliff
		colt crystal destiny dale dusty flora forest glen harmony harry haven heath herb hugh jasmine jean jewel josh jo
		kit kitty lane laurel lee liberty lottie major max melody mercy merry mike mo mona mood nova opal page paige
		peg percy peter phoenix pierce pip prince precious queenie rain raven reed reef river robin rod royal saffron
		sage sally scarlet scout serenity sienna sterling storm stormy sunny tab teddy temple terry tiger tina tom tony
		trinity trip tuesday wade wally warren wren
		young long short brown black white green gray grey day law price bell wood hill ball banks bird bishop bond book
		bush butler carpenter carter chambers church cook cross fields field fisher ford fox friend gold good hand head
		king knight lamb lord love marsh mills mill moon moss north west south east park parks parker parish pike pool
		pope porter power read reading rivers savage sharp shepherd singer smart snow stone street sweet swift taylor
		turner wall walls ward waters weeks week wise woods small plan home people child letter date dates house bath sale
		march deal sandwich rugby bury hove hull poole wells hyde ware rye barking dudley worth cage card cash change
		close cole combs court crane cross dance daily drum early farmer fish flowers frost fuller gates gift gill glass golden
		goodman grass greenwood guest hall ham hardy hare harvest hay hood house hurt ice jolly judge keen key kindness
		land last lawn leach leaf lent light little lock loft low luck made makin man marks marsh masters may meadows mean
		miller mile minor money monk moody more mountain much must neat new newman nice night noble now oak oaks old
		orange order page paine palm parent pass pay peace peacock pearl peel penny pick pitt place plain plant plumb point
		post potter pound pratt press pride proud pryor purple quick rail raise rake rand rank reason record rest right
		ring road rock root rope round rule rush sadler sail sands school sea seal self send service set shade shaw ship
		shore show side silver skill slack slate sleep smile song spark speed spring springs square staff stamp stand
		start state stay steel step still stock stop storr strange strong style sun tall tanner team thorn tide till time
		todd towers town tree trees true try tuck underwood usher vale valley view vine wait walker want warm wash watch
		water way weaver web well went wheat wheel whole wild willow willows winds window winner winters wolf woodward word
		work works year years yes bank brook bridge meadow lake manor grove ash elm beech cedar castle rise moor all saints
		holy our lady queen queens kings lower upper middle first garden gardens common green orchard priory abbey chapel
		hill hills heath report review annual dear meeting draft final amended decision notice request assessment advice
		support pupil student private confidential ref reference was is has had have are were be can re`)
)
