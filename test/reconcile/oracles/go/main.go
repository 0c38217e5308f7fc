// Judges Go programs for the editor's tests with the compiler's own packages: one JSON request a line, one JSON answer a line.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"go/format"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
)

type request struct {
	Text string `json:"text"`
}

type answer struct {
	// Why the text is no Go program.
	Error string `json:"error,omitempty"`
	// Whether gofmt would leave the text as it is.
	Formatted bool `json:"formatted"`
	// Every token and comment.
	Tokens []string `json:"tokens"`
	// Every call that makes a resource.
	Resources []resource `json:"resources"`
	// What does not compile, as far as that can be told without the packages.
	Problems []string `json:"problems"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for lines.Scan() {
		var asked request
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		if err := out.Encode(inspect([]byte(asked.Text))); err != nil {
			panic(err)
		}
	}
}

func inspect(text []byte) answer {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "main.go", text, parser.ParseComments)
	if err != nil {
		return answer{Error: err.Error()}
	}
	formatted, err := format.Source(text)
	return answer{
		Formatted: err == nil && bytes.Equal(formatted, text),
		Tokens:    tokensOf(text),
		Resources: resourcesIn(files, file),
		Problems:  problemsOf(files, file),
	}
}

func tokensOf(text []byte) []string {
	files := token.NewFileSet()
	var reader scanner.Scanner
	reader.Init(files.AddFile("main.go", -1, len(text)), text, nil, scanner.ScanComments)
	found := []string{}
	for {
		_, kind, literal := reader.Scan()
		switch {
		case kind == token.EOF:
			return found
		case kind == token.SEMICOLON && literal == "\n":
			// Put in by the scanner at the end of a line.
		case literal != "":
			found = append(found, literal)
		default:
			found = append(found, kind.String())
		}
	}
}
