using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Bench.Bare;

internal sealed record BareLocation(double Latitude, double Longitude, string Address);

internal sealed record BareReporter(string Name, string Phone, bool Anonymous, bool Secret);

internal sealed record BareCase(string Title, string Description, string Channel, BareLocation Location, BareReporter Reporter);

internal sealed record BareAnswer(string Number, int Version, string State, string TrackingCode);

/// <summary>
/// What everything is compared with: the same web server takes the same JSON, inserts three rows in one transaction and answers with as
/// many bytes. No sign-in, no checks, no numbers, no audit, no encryption, no index but the primary keys.
/// </summary>
internal static class BareServer
{
    public static async Task RunAsync(int port, StoreKind kind, string connection)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        await using var store = await BareStores.OpenAsync(kind, connection);
        var time = TimeProvider.System;
        app.MapGet("/health/ready", () => TypedResults.Ok());
        app.MapPost("/cases", async (BareCase posted) =>
        {
            var now = time.GetUtcNow();
            var rows = BareRows.Of(now, posted);
            await store.InsertAsync(rows);
            return TypedResults.Created($"/cases/{rows.Number}", new BareAnswer(rows.Number, 1, "registered", "ABCDEFGHJK"));
        });
        await app.RunAsync();
    }
}

/// <summary>Three rows: the matter, the first line of its history, a message to others.</summary>
internal sealed record BareRows(Guid Id, Guid LineId, Guid MessageId, string Number, DateTime AtUtc, BareCase Case, string Payload)
{
    public static BareRows Of(DateTimeOffset at, BareCase posted)
    {
        var id = Guid.CreateVersion7(at);
        var number = "SJ" + id.ToString("N")[..17];
        return new BareRows(id, Guid.CreateVersion7(at), Guid.CreateVersion7(at), number, at.UtcDateTime, posted,
            $$"""{"caseId":"{{id}}","number":"{{number}}","channel":"{{posted.Channel}}","atUtc":"{{at:O}}"}""");
    }

    public IReadOnlyList<(string Sql, object[] Values)> Statements() =>
    [
        (Inserts[0], [Id, Number, Case.Title, Case.Description, Case.Channel, Case.Location.Longitude, Case.Location.Latitude, Case.Location.Address, Case.Reporter.Name, Case.Reporter.Phone, AtUtc]),
        (Inserts[1], [LineId, Id, AtUtc, "register", "county-dispatcher", ""]),
        (Inserts[2], [MessageId, "case-registered", Payload, AtUtc]),
    ];

    /// <summary>Positional parameters: both stores understand <c>$1</c>.</summary>
    public static readonly string[] Inserts =
    [
        "INSERT INTO bare_cases VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        "INSERT INTO bare_timeline VALUES ($1, $2, $3, $4, $5, $6)",
        "INSERT INTO bare_outbox VALUES ($1, $2, $3, $4)",
    ];
}
