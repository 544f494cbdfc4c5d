//go:build race

package screens

// racing is true where races are watched for, which makes drawing ten times slower.
const racing = true
