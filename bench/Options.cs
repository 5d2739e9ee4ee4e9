using System.Globalization;

namespace Fengqiao.Bench;

/// <summary>What to measure, and how long. Read from the command line of <c>bench/run</c>.</summary>
/// <param name="Whats">Of <see cref="All"/>.</param>
/// <param name="Seconds">Length of one round.</param>
/// <param name="Rounds">Rounds on each side, taken in turns.</param>
/// <param name="Pages">Requests for each page of the desk that is timed.</param>
/// <param name="WarmUp">Acts of each side before the first round, so that both have been compiled for speed.</param>
internal sealed record Options(IReadOnlyList<string> Whats, IReadOnlyList<StoreKind> Stores, int Seconds, int Rounds, int WarmUp, int Connections, int Pages, string Out)
{
    public static readonly IReadOnlyList<string> All = ["cases", "moves", "import", "start", "memory", "recount", "indicators", "same", "desk"];

    public const string Usage = """
        bench/run [cases|moves|import|start|memory|recount|indicators|same|desk|all] ...
          --database sqlite|postgres|both   which stores (both)
          --seconds N                       length of a round (10)
          --rounds N                        rounds on each side (5)
          --warm-up N                       acts of each side before the first round (8000)
          --connections N                   concurrent clients (32)
          --pages N                         requests for each page of the desk, and each measured query (100)
          --out DIR                         where the results go (bench/results)
        """;

    /// <exception cref="FormatException">Something was not understood; the message says what.</exception>
    public static Options Parse(IReadOnlyList<string> args, string results)
    {
        var left = new Queue<string>(args);
        var parsed = new Options([], [StoreKind.Sqlite, StoreKind.Postgres], 10, 5, 8000, 32, 100, results);
        while (left.TryDequeue(out var word))
        {
            parsed = word switch
            {
                "--database" => parsed with { Stores = StoresOf(Value()) },
                "--seconds" => parsed with { Seconds = NumberOf(Value()) },
                "--rounds" => parsed with { Rounds = NumberOf(Value()) },
                "--warm-up" => parsed with { WarmUp = NumberOf(Value()) },
                "--connections" => parsed with { Connections = NumberOf(Value()) },
                "--pages" => parsed with { Pages = NumberOf(Value()) },
                "--out" => parsed with { Out = Value() },
                "all" => parsed with { Whats = All },
                _ when All.Contains(word) => parsed with { Whats = [.. parsed.Whats, word] },
                _ => throw new FormatException($"'{word}' is nothing to measure."),
            };

            string Value() => left.TryDequeue(out var value) ? value : throw new FormatException($"{word} needs a value.");
        }

        return parsed.Whats.Count == 0 ? parsed with { Whats = All } : parsed;
    }

    private static int NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"'{text}' is not a number above 0.");

    private static StoreKind[] StoresOf(string text) => text switch
    {
        "sqlite" => [StoreKind.Sqlite],
        "postgres" => [StoreKind.Postgres],
        "both" => [StoreKind.Sqlite, StoreKind.Postgres],
        _ => throw new FormatException($"'{text}' is no store: sqlite, postgres or both."),
    };
}

internal enum StoreKind
{
    Sqlite,
    Postgres,
}
