namespace Fengqiao.Cases.Features.ListCases;

/// <summary>A kept view as the page shows it.</summary>
public sealed record ViewLine(Guid Id, string Name, string Query, bool IsDefault);
