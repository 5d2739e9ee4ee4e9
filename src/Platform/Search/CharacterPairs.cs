using System.Text;

namespace Fengqiao.Platform.Search;

/// <summary>
/// Cuts a text into overlapping pairs of letters, so that any two or more characters find it without a word list:
/// Chinese has no spaces between words. "停车难" gives "停车 车难". Case and width are folded; anything that is neither
/// letter nor digit separates.
/// </summary>
public static class CharacterPairs
{
    /// <summary>The distinct pairs of a text, separated by spaces, for the index.</summary>
    public static string Of(params ReadOnlySpan<string?> texts)
    {
        var seen = new HashSet<(char, char)>();
        var pairs = new StringBuilder();
        foreach (var text in texts)
        {
            foreach (var run in Runs(text))
            {
                for (var i = 0; i + 1 < run.Length; i++)
                {
                    if (seen.Add((run[i], run[i + 1])))
                    {
                        pairs.Append(pairs.Length > 0 ? " " : "").Append(run, i, 2);
                    }
                }
            }
        }

        return pairs.ToString();
    }

    /// <summary>The folded runs of two or more letters in what somebody searches for; each must occur in the text.</summary>
    public static IReadOnlyList<string> Terms(string? query) => [.. Runs(query).Where(r => r.Length >= 2)];

    /// <summary>The form in which texts are compared: compatibility characters, lower case.</summary>
    public static string Fold(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    private static IEnumerable<string> Runs(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            yield break;
        }

        var run = new StringBuilder();
        foreach (var c in Fold(text))
        {
            if (char.IsLetterOrDigit(c))
            {
                run.Append(c);
                continue;
            }

            if (run.Length > 0)
            {
                yield return run.ToString();
                run.Clear();
            }
        }

        if (run.Length > 0)
        {
            yield return run.ToString();
        }
    }
}
