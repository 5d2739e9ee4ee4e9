using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;

namespace Fengqiao.Host.Settings;

/// <summary>
/// The county's own sign-on (OpenID Connect), <c>signIn.provider</c>. The secret is never in the file: <see cref="ProviderSecret"/>.
/// What is left out is as <see cref="SignOnProvider"/> has it.
/// </summary>
internal sealed record ProviderSettings
{
    private const int LongestName = 30;

    /// <summary>As the provider's tokens name it: <c>https</c>, or <c>http</c> on this machine.</summary>
    public string? Issuer { get; init; }

    public string? ClientId { get; init; }

    /// <summary>What the button says, at most 30 characters.</summary>
    public string? Name { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Asks the user-info address for groups and name.</summary>
    public bool? UserInfo { get; init; }

    public string? GroupsClaim { get; init; }

    public string? NameClaim { get; init; }

    public string? AccountClaim { get; init; }

    /// <summary>Values of <c>amr</c> or <c>acr</c> that stand for a second factor.</summary>
    public IReadOnlyList<string>? SecondFactor { get; init; }

    /// <summary>Enters people at their first sign-on, where a group gives a post.</summary>
    public bool? CreateAccounts { get; init; }

    public IReadOnlyList<GroupSettings>? Groups { get; init; }

    /// <summary>Names of the settings that are out of range, as they stand in the file.</summary>
    public IEnumerable<string> Faults()
    {
        const string at = "signIn.provider.";
        if (!IsIssuer(Issuer))
        {
            yield return at + "issuer";
        }

        if (string.IsNullOrWhiteSpace(ClientId))
        {
            yield return at + "clientId";
        }

        if (Name is { Length: > LongestName } or { Length: 0 })
        {
            yield return at + "name";
        }

        if (Groups?.All(g => g.IsWhole) == false)
        {
            yield return at + "groups";
        }
    }

    public SignOnProvider ToProvider(string? secret)
    {
        var usual = new SignOnProvider { Issuer = Issuer!, ClientId = ClientId! };
        return usual with
        {
            ClientSecret = secret,
            Name = Name,
            Scopes = Scopes ?? usual.Scopes,
            UserInfo = UserInfo ?? usual.UserInfo,
            GroupsClaim = GroupsClaim ?? usual.GroupsClaim,
            NameClaim = NameClaim ?? usual.NameClaim,
            AccountClaim = AccountClaim ?? usual.AccountClaim,
            SecondFactor = SecondFactor ?? usual.SecondFactor,
            CreateAccounts = CreateAccounts ?? usual.CreateAccounts,
            Groups = [.. (Groups ?? []).Select(g => new GroupPost(g.Group!, g.Role!, g.Unit!, g.Region))],
        };
    }

    /// <summary>Without https anybody on the way could be the provider; on the same machine there is no way.</summary>
    private static bool IsIssuer(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Query.Length == 0 && url.Fragment.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}

/// <summary>A post that members of a group have.</summary>
internal sealed record GroupSettings
{
    public string? Group { get; init; }

    /// <summary>Code of a role, e.g. <c>town-dispatcher</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Code of a unit.</summary>
    public string? Unit { get; init; }

    /// <summary>Code of a place; the unit's where it is left out.</summary>
    public string? Region { get; init; }

    internal bool IsWhole => !string.IsNullOrWhiteSpace(Group) && !string.IsNullOrWhiteSpace(Role) && !string.IsNullOrWhiteSpace(Unit) && (Region is null || RegionCode.TryParse(Region, out _));
}
