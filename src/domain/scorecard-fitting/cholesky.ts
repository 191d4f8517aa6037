/** Symmetric positive definite systems of a few dozen unknowns. */

/** The lower triangle whose product with its transpose is `matrix`; throws when there is none. */
export function cholesky(matrix: readonly Float64Array[]): Float64Array[] {
  const size = matrix.length;
  const lower = matrix.map(() => new Float64Array(size));
  for (let at = 0; at < size; at += 1) {
    const row = lower[at] as Float64Array;
    for (let other = 0; other <= at; other += 1) {
      const before = lower[other] as Float64Array;
      let value = (matrix[at] as Float64Array)[other] as number;
      for (let k = 0; k < other; k += 1) value -= (row[k] as number) * (before[k] as number);
      if (other < at) {
        row[other] = value / (before[other] as number);
      } else {
        if (!(value > 0)) throw new Error('the columns depend on each other');
        row[at] = Math.sqrt(value);
      }
    }
  }
  return lower;
}

/** x of lower · x = right. */
export function solveLower(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const solution = new Float64Array(right.length);
  for (let at = 0; at < right.length; at += 1) {
    const row = lower[at] as Float64Array;
    let value = right[at] as number;
    for (let k = 0; k < at; k += 1) value -= (row[k] as number) * (solution[k] as number);
    solution[at] = value / (row[at] as number);
  }
  return solution;
}

/** The diagonal of the inverse of the matrix that `lower` was made from. */
export function inverseDiagonal(lower: readonly Float64Array[]): Float64Array {
  return Float64Array.from(lower, (_, at) => {
    const unit = new Float64Array(lower.length);
    unit[at] = 1;
    return solveLower(lower, unit).reduce((sum, each) => sum + each * each, 0);
  });
}
