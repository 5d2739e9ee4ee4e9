using Fengqiao.Platform.Access;

namespace Fengqiao.Cases.Looks;

/// <summary>Which columns of the list a person wants to see; kept with the account.</summary>
internal sealed class CaseColumns(AccountSettings settings)
{
    private const string Setting = "cases.columns";

    /// <summary>All that can be shown besides the case itself, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> All { get; } = ["state", "due", "place", "unit", "category", "channel", "received", "registered", "next"];

    public static IReadOnlyList<string> Default { get; } = ["state", "due", "place", "unit", "received", "next"];

    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken ct) =>
        await settings.FindAsync(Setting, ct) is { } kept ? Known(kept.Split(',')) : Default;

    /// <param name="chosen">Unknown names are dropped; none at all means those delivered.</param>
    public async Task SaveAsync(IEnumerable<string> chosen, CancellationToken ct) =>
        await settings.SetAsync(Setting, string.Join(',', Known(chosen)), ct);

    private static IReadOnlyList<string> Known(IEnumerable<string> names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        var known = All.Where(wanted.Contains).ToList();
        return known.Count > 0 ? known : Default;
    }
}
