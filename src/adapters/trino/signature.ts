/** A column's type as the server describes it, besides its text. */
export interface TypeSignature {
  readonly rawType: string;
  readonly arguments: readonly TypeArgument[];
}

type TypeArgument =
  | { readonly kind: 'TYPE'; readonly value: TypeSignature }
  | {
      readonly kind: 'NAMED_TYPE';
      readonly value: {
        readonly fieldName?: { readonly name: string };
        readonly typeSignature: TypeSignature;
      };
    }
  | { readonly kind: 'LONG' | 'VARIABLE'; readonly value: number | string };

/** Types inside an array, a map or a row, with the names of a row's fields. */
export function innerTypes(type: TypeSignature): { readonly name: string; readonly type: TypeSignature }[] {
  const inner: { name: string; type: TypeSignature }[] = [];
  for (const argument of type.arguments) {
    if (argument.kind === 'TYPE') inner.push({ name: '', type: argument.value });
    if (argument.kind === 'NAMED_TYPE') {
      inner.push({ name: argument.value.fieldName?.name ?? '', type: argument.value.typeSignature });
    }
  }
  return inner;
}
