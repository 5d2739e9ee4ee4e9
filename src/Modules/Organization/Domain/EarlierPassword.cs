namespace Fengqiao.Organization.Domain;

/// <summary>The hash of a password an account had before. Identifiers are in the order of time.</summary>
internal sealed class EarlierPassword
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required string PasswordHash { get; init; }
}
