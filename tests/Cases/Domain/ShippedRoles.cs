using System.Text.RegularExpressions;
using Fengqiao.Schema;

namespace Fengqiao.Cases.Tests.Domain;

/// <summary>The roles as the schema ships them: what the rules are tested with is what a county gets.</summary>
internal static partial class ShippedRoles
{
    private static readonly Lazy<Dictionary<string, HashSet<string>>> Read = new(() => Script.For("Sqlite")
        .SelectMany(script => Line().Matches(script.Sql))
        .ToDictionary(m => m.Groups["code"].Value, m => m.Groups["rights"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal));

    public static IReadOnlyCollection<string> Codes => Read.Value.Keys;

    public static IReadOnlySet<string> RightsOf(string role) => Read.Value[role];

    [GeneratedRegex(@"^  \('(?<code>[a-z-]+)', '[^']*', '[A-Z][^']*', '(?<rights>[a-z. -]*)', (NULL|'\w+')\)[,;]$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
