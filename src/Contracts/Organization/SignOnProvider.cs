namespace Fengqiao.Contracts.Organization;

/// <summary>
/// The county's own sign-on (单位统一登录), an OpenID Connect provider; from <c>signIn.provider</c> in the settings file. Not registered where
/// a county has none.
/// </summary>
public sealed record SignOnProvider
{
    /// <summary>Exactly as its tokens name it, e.g. <c>https://sso.example.gov.cn</c>.</summary>
    public required string Issuer { get; init; }

    /// <summary>By which the provider knows this platform.</summary>
    public required string ClientId { get; init; }

    /// <summary>Null for a public client, which PKCE alone protects.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What people call it; null for the words of the page.</summary>
    public string? Name { get; init; }

    /// <summary>Asked for besides <c>openid</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["profile"];

    /// <summary>Whether groups and name are asked of the provider's user-info address, for providers that leave them out of the ID token.</summary>
    public bool UserInfo { get; init; }

    /// <summary>The claim that lists a person's groups.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>The claim with a person's name; only for people who are entered at their first sign-on.</summary>
    public string NameClaim { get; init; } = "name";

    /// <summary>The claim proposed as the name of a new account. It never finds one that exists.</summary>
    public string AccountClaim { get; init; } = "preferred_username";

    /// <summary>Values of <c>amr</c> or <c>acr</c> by which the provider says that it asked for a second factor itself.</summary>
    public IReadOnlyList<string> SecondFactor { get; init; } = [];

    /// <summary>Whether an unknown subject whose groups give a post is entered with an account of its own.</summary>
    public bool CreateAccounts { get; init; }

    /// <summary>Which groups give which posts.</summary>
    public IReadOnlyList<GroupPost> Groups { get; init; } = [];

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"{nameof(SignOnProvider)} {Issuer}";
}

/// <summary>The post that members of a group have.</summary>
/// <param name="Group">As the provider writes it; compared letter by letter.</param>
/// <param name="Role">Code of a role.</param>
/// <param name="Unit">Code of a unit.</param>
/// <param name="Region">Code of a place; null means the unit's.</param>
public sealed record GroupPost(string Group, string Role, string Unit, string? Region);
