using Fengqiao.Cases.Domain;

namespace Fengqiao.Cases.Intake;

/// <summary>A matter as somebody wrote it down, whichever door it came through; nothing in it has been checked yet.</summary>
internal sealed record CaseDraft
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    public required Channel Channel { get; init; }

    public string? Category { get; init; }

    public Urgency Urgency { get; init; }

    public int? PeopleConcerned { get; init; }

    /// <summary>When the person turned to us, if that was earlier than now.</summary>
    public DateTime? ReceivedUtc { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public string? Address { get; init; }

    /// <summary>Grid or region code, where the caller knows it.</summary>
    public string? Region { get; init; }

    public string? ReporterName { get; init; }

    public string? ReporterPhone { get; init; }

    public string? ReporterExternalId { get; init; }

    public bool IsAnonymous { get; init; }

    public bool IsSecret { get; init; }

    /// <summary>Version of the privacy notice the reporter was shown.</summary>
    public string? PrivacyNotice { get; init; }

    public string? RespondentName { get; init; }

    public string? RespondentPhone { get; init; }

    public string? ExternalSource { get; init; }

    public string? ExternalId { get; init; }
}
