using System.Globalization;
using Fengqiao.Kernel;

namespace Fengqiao.Assessment.Formulas;

/// <summary>
/// A small sum over named counts: numbers, names, + − × ÷ (as <c>+ - * /</c>) and parentheses. It is read, never run as code. What is divided last is the
/// population: a rate without one has no value.
/// </summary>
internal abstract record Formula
{
    public const int Longest = 400;
    private const int Deepest = 40;

    /// <summary>Null where something is divided by nothing.</summary>
    public abstract decimal? Value(Func<string, decimal> counts);

    public abstract IEnumerable<string> Names { get; }

    /// <summary>What the whole is divided by; null where the formula is no rate.</summary>
    public virtual Formula? Population => null;

    /// <summary>Reads a formula.</summary>
    /// <param name="known">The names that there are.</param>
    /// <returns>The formula, or what is wrong with it and where.</returns>
    public static Result<Formula> Parse(string? text, IReadOnlySet<string> known)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return AssessmentErrors.FormulaMissing;
        }

        if (text.Length > Longest)
        {
            return AssessmentErrors.FormulaTooLong(Longest);
        }

        var reader = new Reader(text, known);
        var read = reader.Sum(0);
        return read.Failed(out var error) ? error
            : !reader.IsAtEnd ? AssessmentErrors.FormulaUnexpected(reader.Position + 1)
            : read;
    }

    private sealed record Number(decimal Amount) : Formula
    {
        public override IEnumerable<string> Names => [];

        public override decimal? Value(Func<string, decimal> counts) => Amount;
    }

    private sealed record Name(string Of) : Formula
    {
        public override IEnumerable<string> Names => [Of];

        public override decimal? Value(Func<string, decimal> counts) => counts(Of);
    }

    private sealed record Operation(char Sign, Formula Left, Formula Right) : Formula
    {
        public override IEnumerable<string> Names => Left.Names.Concat(Right.Names);

        public override Formula? Population => Sign == '/' ? Right : null;

        public override decimal? Value(Func<string, decimal> counts) => (Left.Value(counts), Right.Value(counts)) switch
        {
            (null, _) or (_, null) => null,
            ({ } a, { } b) => Sign switch
            {
                '+' => a + b,
                '-' => a - b,
                '*' => a * b,
                _ => b == 0 ? null : a / b,
            },
        };
    }

    private sealed class Reader(string text, IReadOnlySet<string> known)
    {
        public int Position { get; private set; }

        public bool IsAtEnd
        {
            get
            {
                Skip();
                return Position == text.Length;
            }
        }

        public Result<Formula> Sum(int depth) => Chain(depth, "+-", Product);

        private Result<Formula> Product(int depth) => Chain(depth, "*/", Term);

        private Result<Formula> Chain(int depth, string signs, Func<int, Result<Formula>> part)
        {
            var left = part(depth);
            while (left.IsSuccess && !IsAtEnd && signs.Contains(text[Position], StringComparison.Ordinal))
            {
                var sign = text[Position++];
                var right = part(depth);
                if (right.Failed(out var error))
                {
                    return error;
                }

                if (sign == '/' && right.Value is Number { Amount: 0 })
                {
                    return AssessmentErrors.FormulaByNothing;
                }

                left = new Operation(sign, left.Value, right.Value);
            }

            return left;
        }

        private Result<Formula> Term(int depth)
        {
            if (depth > Deepest)
            {
                return AssessmentErrors.FormulaTooLong(Longest);
            }

            if (IsAtEnd)
            {
                return AssessmentErrors.FormulaEnds;
            }

            var start = Position;
            if (text[Position] == '(')
            {
                Position++;
                var inner = Sum(depth + 1);
                if (inner.Failed(out var error))
                {
                    return error;
                }

                if (IsAtEnd || text[Position] != ')')
                {
                    return AssessmentErrors.FormulaUnbalanced(start + 1);
                }

                Position++;
                return inner;
            }

            while (Position < text.Length && (char.IsAsciiLetterOrDigit(text[Position]) || text[Position] == '.'))
            {
                Position++;
            }

            var word = text[start..Position];
            return word.Length == 0 ? AssessmentErrors.FormulaUnexpected(start + 1)
                : decimal.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? new Number(number)
                : known.Contains(word) ? new Name(word)
                : AssessmentErrors.FormulaUnknown(word);
        }

        private void Skip()
        {
            while (Position < text.Length && char.IsWhiteSpace(text[Position]))
            {
                Position++;
            }
        }
    }
}
