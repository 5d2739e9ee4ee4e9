namespace Fengqiao.Contracts.Organization;

/// <summary>
/// Which of two rule books for passwords is followed. They contradict each other: GB/T 22239 8.1.4.1 a (等保三级) asks for several kinds
/// of characters and regular change, OWASP ASVS 5.0 6.2.5 and 6.2.10 forbid both.
/// </summary>
public enum PasswordProfile
{
    /// <summary>等保: 10 characters of three kinds or 16 of any, changed every 90 days, none of the last five.</summary>
    Mlps,

    /// <summary>ASVS: 12 characters of any kind, never changed without a reason.</summary>
    Asvs,
}

/// <summary>Who has to prove more than a password.</summary>
public enum SecondFactorRule
{
    /// <summary>Whoever wants to.</summary>
    Optional,

    /// <summary>The three administrators.</summary>
    Administrators,

    /// <summary>Everybody, as GB/T 22239 8.1.4.1 d asks for.</summary>
    Everyone,
}

/// <summary>How people sign in and how long that holds; from <c>signIn</c> in the settings file.</summary>
public sealed record SignInPolicy
{
    public PasswordProfile Profile { get; init; } = PasswordProfile.Mlps;

    /// <summary>A session not used for so long is over.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>However much it is used, a session ends after a working day.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Signing in ends the account's other sessions.</summary>
    public bool SingleDevice { get; init; }

    /// <summary>A password older than that has to be changed at the next sign-in; null never asks.</summary>
    public TimeSpan? Rotation { get; init; } = TimeSpan.FromDays(90);

    /// <summary>So many earlier passwords are not taken again.</summary>
    public int Remembered { get; init; } = 5;

    /// <summary>Who is led to set up a second factor before anything else.</summary>
    public SecondFactorRule SecondFactor { get; init; }

    /// <summary>What a profile says where the settings say nothing else.</summary>
    public static SignInPolicy Of(PasswordProfile profile) => profile == PasswordProfile.Mlps
        ? new SignInPolicy()
        : new SignInPolicy { Profile = profile, Idle = TimeSpan.FromHours(1), Rotation = null, Remembered = 0 };
}
