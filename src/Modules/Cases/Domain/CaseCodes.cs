using System.Collections.Concurrent;
using System.Text;

namespace Fengqiao.Cases.Domain;

/// <summary>
/// The words programs use for enum values: <c>ReturnRequested</c> is <c>return-requested</c> in the API, in URLs and in files;
/// field names are camel case as everywhere in JSON.
/// </summary>
internal static class CaseCodes
{
    private static readonly ConcurrentDictionary<Enum, string> Codes = new();

    public static string Of(Enum value) => Codes.GetOrAdd(value, static v => v is MoveField ? Camel(v.ToString()) : Kebab(v.ToString()));

    public static bool TryParse<T>(string? code, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (string.Equals(Of(candidate), code, StringComparison.Ordinal))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
