namespace Fengqiao.Cases.Domain;

/// <summary>With which state of the calendar the limits of the open cases were counted last.</summary>
internal sealed class RecountMark
{
    public required string Name { get; init; }

    /// <summary>Changes whenever the calendar does.</summary>
    public required Guid Revision { get; init; }

    public required DateTime StartedUtc { get; init; }

    public required DateTime EndedUtc { get; init; }

    /// <summary>Open cases that were looked at.</summary>
    public required int Looked { get; init; }

    /// <summary>Of them those whose limits moved.</summary>
    public required int Moved { get; init; }
}
