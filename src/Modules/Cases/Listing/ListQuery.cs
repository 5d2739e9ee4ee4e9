using Fengqiao.Cases.Storage;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Fengqiao.Cases.Listing;

/// <summary>The query of the list's address: what narrows it, how it is sorted and shown. A link shared with others carries all of it.</summary>
internal static class ListQuery
{
    /// <summary>What a view keeps. The page is not among it: tomorrow it holds other cases.</summary>
    public static IReadOnlyList<string> Names { get; } = ["q", "queue", "state", "category", "unit", "channel", "overdue", "from", "to", "region", "sort", "view"];

    /// <summary>Known values only, in one order, so that two queries that mean the same read the same. Without question mark.</summary>
    public static string Canonical(string? query)
    {
        var given = QueryHelpers.ParseQuery(query);
        var kept = new QueryBuilder();
        foreach (var name in Names)
        {
            if (given.TryGetValue(name, out var values) && First(values) is { } value)
            {
                kept.Add(name, value);
            }
        }

        return kept.ToQueryString().Value is { Length: > 1 } text ? text[1..] : "";
    }

    public static CaseFilter FilterOf(string? query)
    {
        var given = QueryHelpers.ParseQuery(query);
        string? Value(string name) => given.TryGetValue(name, out var values) ? First(values) : null;
        return new CaseFilter
        {
            Q = Value("q"),
            State = Value("state"),
            Category = Value("category"),
            Channel = Value("channel"),
            Region = Value("region"),
            Unit = Value("unit"),
            Overdue = Value("overdue") switch { "true" => true, "false" => false, _ => null },
            From = Value("from"),
            To = Value("to"),
            Queue = Value("queue"),
        };
    }

    public static string? SortOf(string? query) => QueryHelpers.ParseQuery(query).TryGetValue("sort", out var values) ? First(values) : null;

    private static string? First(StringValues values) => values.FirstOrDefault(v => !string.IsNullOrWhiteSpace(v))?.Trim();
}
