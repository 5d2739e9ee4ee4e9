using System.Text.Json;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

[Collection(HttpTests.Name)]
public sealed class ImportCasesTests
{
    private const string RealMessages = "appeals-stream.csv";

    private static readonly string Map = JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["externalId"] = "留言编号",
        ["title"] = "留言主题",
        ["description"] = "留言详情",
        ["receivedAt"] = "留言时间",
        ["reporter.externalId"] = "留言用户",
    });

    [SharedDataFact(RealMessages)]
    public Task Import_WhenRunTwice_AddsNothingTheSecondTime() => ImportTwiceAsync(DatabaseKind.Sqlite);

    [PostgresSharedDataFact]
    public Task Import_WhenRunTwiceOnPostgres_AddsNothingTheSecondTime() => ImportTwiceAsync(DatabaseKind.Postgres);

    [DatabaseTheory]
    public async Task Import_WhenARowIsBad_NamesItAndLoadsNothing(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var map = county.Files.Write("map.json", Map);
        var file = county.Files.Write("bad.csv", """
            留言编号,留言用户,留言主题,留言时间,留言详情
            1,A1,路灯不亮,2020/1/2 08:00:00,三天了
            2,A2,,2020/1/2 08:00:00,
            3,A3,时间不对,明天,内容
            4,A4,未来,2999/1/2 08:00:00,内容
            """);
        var before = await county.RowCountsAsync();
        var report = await county.ImportAsync("cases", file, map);
        (report.Read, report.Added, report.Bad).ShouldBe((4, 0, 3));
        report.Errors.Select(e => e.Row).Distinct().ShouldBe([3, 4, 5]);
        (await county.RowCountsAsync()).ShouldBe(before);

        var loaded = await county.ImportAsync("cases", file, map, skipBad: true);
        (loaded.Added, loaded.Bad).ShouldBe((1, 3));
        File.Exists(loaded.BadRowsFile).ShouldBeTrue();
    }

    private static async Task ImportTwiceAsync(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var (file, map) = (SharedData.File(RealMessages), county.Files.Write("map.json", Map));
        var first = await county.ImportAsync("cases", file, map);
        (first.Read, first.Added, first.Bad).ShouldBe((4326, 4326, 0));
        var counts = await county.RowCountsAsync();
        var second = await county.ImportAsync("cases", file, map);
        (second.Added, second.Unchanged, second.Bad).ShouldBe((0, 4326, 0));
        (await county.RowCountsAsync()).ShouldBe(counts);

        var dispatcher = await county.AsAsync("county-dispatcher");
        (await dispatcher.GetAsync("/api/v1/cases?channel=import")).Json["total"]!.GetValue<int>().ShouldBe(4326);
        var found = (await dispatcher.GetAsync("/api/v1/cases?q=" + Uri.EscapeDataString("小区"))).Json["items"]!.AsArray();
        var number = found[0]!["number"]!.GetValue<string>();
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        (await dispatcher.GetAsync($"/api/v1/cases/{number}")).Json["externalId"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class PostgresSharedDataFactAttribute : FactAttribute
    {
        public PostgresSharedDataFactAttribute() => Skip = PostgresCluster.Unavailable ?? new SharedDataFactAttribute(RealMessages).Skip;
    }
}
