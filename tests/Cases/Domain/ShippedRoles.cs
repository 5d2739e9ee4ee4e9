using System.Text.RegularExpressions;
using Fengqiao.Schema;

namespace Fengqiao.Cases.Tests.Domain;

/// <summary>The roles as the schema ships them: what the rules are tested with is what a county gets.</summary>
internal static partial class ShippedRoles
{
    private static readonly Lazy<Dictionary<string, HashSet<string>>> Read = new(() =>
    {
        var roles = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var role in Script.For("Sqlite").SelectMany(script => Line().Matches(script.Sql).Concat(Change().Matches(script.Sql))))
        {
            roles[role.Groups["code"].Value] = [.. Added(role, roles), .. role.Groups["rights"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        }

        return roles;
    });

    public static IReadOnlyCollection<string> Codes => Read.Value.Keys;

    public static IReadOnlySet<string> RightsOf(string role) => Read.Value[role];

    /// <summary>What a role keeps where a script gives it more.</summary>
    private static IEnumerable<string> Added(Match change, Dictionary<string, HashSet<string>> roles) =>
        change.Groups["more"].Success ? roles[change.Groups["code"].Value] : [];

    [GeneratedRegex(@"^  \('(?<code>[a-z-]+)', '[^']*', '[A-Z][^']*', '(?<rights>[a-z. -]*)', (NULL|'\w+')\)[,;]$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();

    /// <summary>A later script that gives a role other rights.</summary>
    [GeneratedRegex(@"^UPDATE roles SET rights = (?<more>rights \|\| )?'(?<rights>[a-z. -]*)'\s+WHERE code = '(?<code>[a-z-]+)'", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Change();
}
