package app

// AnswerBy is for the tests.
var AnswerBy = answerBy
