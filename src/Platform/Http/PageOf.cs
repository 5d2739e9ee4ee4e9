using System.Text.Json.Serialization;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.Http;

/// <summary>One page of a list, with how many there are in all.</summary>
public sealed record PageOf<T>(IReadOnlyList<T> Items, long Total, int Page, int PageSize)
{
    /// <summary>True when there are more than <see cref="Total"/>: what words find is counted up to a limit only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TotalIsCapped { get; init; }
}

/// <summary>Which page of a list is asked for: 1-based, at most <see cref="LargestPage"/> rows.</summary>
public readonly record struct Paging(int Page, int PageSize)
{
    public const int LargestPage = 200;
    private const int DefaultSize = 20;

    public int Skip => (Page - 1) * PageSize;

    public static Result<Paging> From(int? page, int? pageSize)
    {
        if (page is < 1 or > 1_000_000)
        {
            return new Error("platform.bad-page", ErrorKind.Invalid, "page");
        }

        return pageSize is < 1 or > LargestPage
            ? new Error("platform.bad-page-size", ErrorKind.Invalid, "pageSize", LargestPage)
            : new Paging(page ?? 1, pageSize ?? DefaultSize);
    }
}
