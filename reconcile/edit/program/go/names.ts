/**
 * The field of a Go struct for a property: `CidrBlock` of `cidrBlock`; `undefined` where it would be no exported name.
 * As Pulumi's generator does it: https://github.com/pulumi/pulumi/blob/master/pkg/codegen/go/gen.go (Title)
 */
export function fieldName(property: string): string | undefined {
  const name = property.replace(/^\$+/, "").replace(/-+([A-Za-z\d])/g, (_, next: string) => next.toUpperCase());
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return /^\p{Lu}[\p{L}\p{Nd}_]*$/u.test(title) ? title : undefined;
}
