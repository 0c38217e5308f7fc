package main

import (
	"go/ast"
	"go/constant"
	"go/format"
	"go/token"
	"strings"
)

// A call of New…(ctx, name, args).
type resource struct {
	Line   int    `json:"line"`
	Callee string `json:"callee"`
	// Empty where it is computed.
	Name string `json:"name"`
	// Plain values where they can be told, else {"$code": "the source"}.
	Args any `json:"args"`
}

// The resources, and where their inputs stand: in their calls, and in the values of variables and constants.
func resourcesIn(files *token.FileSet, file *ast.File) ([]resource, []span) {
	found := []resource{}
	inputs := []span{}
	note := func(node ast.Node) {
		inputs = append(inputs, span{files.Position(node.Pos()).Offset, files.Position(node.End()).Offset})
	}
	ast.Inspect(file, func(node ast.Node) bool {
		for _, value := range valuesIn(node) {
			told, isObject := evaluate(value, 0).(map[string]any)
			if _, isOpaque := told["$code"]; !isObject || !isOpaque {
				note(value)
			}
		}
		call, isCall := node.(*ast.CallExpr)
		if !isCall || len(call.Args) < 3 {
			return true
		}
		callee, isSelector := call.Fun.(*ast.SelectorExpr)
		if !isSelector || !strings.HasPrefix(callee.Sel.Name, "New") {
			return true
		}
		name, _ := evaluate(call.Args[1], 0).(string)
		note(call.Args[2])
		found = append(found, resource{Line: files.Position(call.Pos()).Line, Callee: callee.Sel.Name, Name: name, Args: evaluate(call.Args[2], 0)})
		return true
	})
	return found, inputs
}

func valuesIn(node ast.Node) []ast.Expr {
	switch declaration := node.(type) {
	case *ast.ValueSpec:
		return declaration.Values
	case *ast.AssignStmt:
		if declaration.Tok == token.DEFINE {
			return declaration.Rhs
		}
	}
	return nil
}

const deepest = 60

// The value of an expression, as far as it is made of literals and of names that this file declares once.
func evaluate(node ast.Expr, depth int) any {
	if depth > deepest {
		return code(node)
	}
	switch expression := node.(type) {
	case *ast.ParenExpr:
		return evaluate(expression.X, depth+1)
	case *ast.BasicLit, *ast.UnaryExpr:
		return evaluateScalar(node, depth)
	case *ast.Ident:
		return evaluateName(expression, depth)
	case *ast.CompositeLit:
		return evaluateComposite(expression, depth)
	case *ast.CallExpr:
		return evaluateCall(expression, depth)
	}
	return code(node)
}

func evaluateScalar(node ast.Expr, depth int) any {
	switch expression := node.(type) {
	case *ast.BasicLit:
		value := constant.MakeFromLiteral(expression.Value, expression.Kind, 0)
		switch value.Kind() {
		case constant.String:
			return constant.StringVal(value)
		case constant.Int, constant.Float:
			if number, _ := constant.Float64Val(value); expression.Kind != token.CHAR {
				return number
			}
		}
	case *ast.UnaryExpr:
		inner := evaluate(expression.X, depth+1)
		if expression.Op == token.AND {
			return inner
		}
		if number, isNumber := inner.(float64); isNumber && expression.Op == token.SUB {
			return -number
		}
	}
	return code(node)
}

func evaluateName(name *ast.Ident, depth int) any {
	if name.Name == "true" || name.Name == "false" {
		return name.Name == "true"
	}
	if name.Obj == nil {
		return code(name)
	}
	names, values := []ast.Expr{}, []ast.Expr{}
	switch declaration := name.Obj.Decl.(type) {
	case *ast.AssignStmt:
		names, values = declaration.Lhs, declaration.Rhs
	case *ast.ValueSpec:
		for _, each := range declaration.Names {
			names = append(names, each)
		}
		values = declaration.Values
	}
	for index, each := range names {
		if declared, isName := each.(*ast.Ident); isName && declared.Name == name.Name && len(names) == len(values) {
			return evaluate(values[index], depth+1)
		}
	}
	return code(name)
}

func evaluateComposite(literal *ast.CompositeLit, depth int) any {
	isKeyed := len(literal.Elts) > 0
	for _, element := range literal.Elts {
		if _, isPair := element.(*ast.KeyValueExpr); !isPair {
			isKeyed = false
		}
	}
	if !isKeyed && (len(literal.Elts) > 0 || isList(literal.Type)) {
		items := []any{}
		for _, element := range literal.Elts {
			items = append(items, evaluate(element, depth+1))
		}
		return items
	}
	fields := map[string]any{}
	for _, element := range literal.Elts {
		pair := element.(*ast.KeyValueExpr)
		key, isText := evaluateScalar(pair.Key, depth+1).(string)
		if field, isName := pair.Key.(*ast.Ident); isName {
			key = "." + field.Name
		} else if !isText {
			return code(literal)
		}
		if _, isTwice := fields[key]; isTwice {
			return code(literal)
		}
		fields[key] = evaluate(pair.Value, depth+1)
	}
	return fields
}

func isList(kind ast.Expr) bool {
	_, isArray := kind.(*ast.ArrayType)
	return isArray || strings.HasSuffix(text(kind), "Array")
}

// pulumi.String(x), pulumi.ToStringMap(x), string(x).
func evaluateCall(call *ast.CallExpr, depth int) any {
	if len(call.Args) != 1 {
		return code(call)
	}
	callee := text(call.Fun)
	_, name, isSelector := strings.Cut(callee, ".")
	isWrapper := isSelector && (callee[0] == 'p') && (strings.Contains("String StringPtr Int Bool Float64", name) || strings.HasPrefix(name, "ToString"))
	if isWrapper || callee == "string" {
		return evaluate(call.Args[0], depth+1)
	}
	return code(call)
}

func code(node ast.Node) any {
	return map[string]any{"$code": text(node)}
}

func text(node ast.Node) string {
	if node == nil {
		return ""
	}
	var out strings.Builder
	if err := format.Node(&out, token.NewFileSet(), node); err != nil {
		return err.Error()
	}
	return out.String()
}
