package words

// CopiedElsewhere warns of a folder that a service copies to other computers.
func CopiedElsewhere(service string) string {
	return "This folder is copied elsewhere by " + service + ". That can put an old part back among new ones. Keep the file in another folder, and put its backups here instead."
}
