namespace Fengqiao.Cases.Domain;

/// <summary>Who may see a case at all.</summary>
public enum CaseSecrecy
{
    /// <summary>Everybody whose area or unit it concerns.</summary>
    Ordinary,

    /// <summary>敏感: of those who read an area only whoever has the right to; the units that take part and the first receiver as ever.</summary>
    Sensitive,

    /// <summary>限制: the readers named, and nobody else, whatever their post.</summary>
    Restricted,
}

/// <summary>Somebody who may see a restricted case. By the name of the account, as everything a case knows of staff.</summary>
internal sealed class NamedReader
{
    public required Guid CaseId { get; init; }

    public required string Account { get; init; }
}
