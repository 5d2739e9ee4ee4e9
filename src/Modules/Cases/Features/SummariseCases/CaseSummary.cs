namespace Fengqiao.Cases.Features.SummariseCases;

/// <summary>How many cases have a value. The same filter with this value added lists exactly these.</summary>
public sealed record CountOf(string Code, string Name, int Count);

/// <summary>
/// 按期办结率: closed in time over closed plus those still open past their limit. A case that is late and never closed must
/// not improve the rate. Null where nothing falls under it.
/// </summary>
public sealed record OnTimeRate(int InTime, int Closed, int OverdueOpen, double? Rate)
{
    internal static OnTimeRate Of(int inTime, int closed, int overdueOpen)
    {
        var all = closed + overdueOpen;
        return new OnTimeRate(inTime, closed, overdueOpen, all == 0 ? null : Math.Round((double)inTime / all, 4));
    }
}

internal sealed record CaseSummary(
    int Total,
    int Open,
    int Closed,
    IReadOnlyList<CountOf> ByState,
    IReadOnlyList<CountOf> ByCategory,
    IReadOnlyList<CountOf> ByRegion,
    IReadOnlyList<CountOf> ByUnit,
    IReadOnlyList<CountOf> ByChannel,
    IReadOnlyList<CountOf> ByDay,
    OnTimeRate OnTime)
{
    public static readonly CaseSummary Empty = new(0, 0, 0, [], [], [], [], [], [], new OnTimeRate(0, 0, 0, null));
}
