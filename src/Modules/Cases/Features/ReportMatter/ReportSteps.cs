namespace Fengqiao.Cases.Features.ReportMatter;

/// <summary>Addresses of the steps, and which field of theirs an error is about.</summary>
internal static class ReportSteps
{
    public const string What = "/report";
    public const string Where = "/report/where";
    public const string Nearby = "/report/nearby";
    public const string Send = "/report/send";
    public const string Received = "/report/received";

    /// <summary>Where a visitor begins again whose draft is gone.</summary>
    public const string Lost = "/report?done=lost";

    public const string Discarded = "/report?done=anew";

    public static string FieldOf(string field) => field switch
    {
        "location" => "latitude",
        "location.grid" => "region",
        "location.address" => "address",
        "reporter.name" => "name",
        "reporter.phone" => "phone",
        _ => field,
    };
}
