using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Organization.Tests.Administration;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Organization.Tests.SignIn;

/// <summary>System, security and audit administrators (三员): three people, three sets of rights, and no cases for any of them.</summary>
public sealed class ThreeAdministratorsTests
{
    private static readonly string[] Three = [Roles.SystemAdmin, Roles.SecurityAdmin, Roles.AuditAdmin];

    [DatabaseTheory]
    public async Task Rights_OfTheThree_DoNotMeet_AndNoneIsOverCases(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var roles = (await county.RowsAsync<Role>()).ToDictionary(r => r.Code);

        var rights = Three.SelectMany(r => roles[r].RightSet()).ToList();
        rights.ShouldBeUnique();
        rights.ShouldNotContain(r => r.StartsWith("cases.", StringComparison.Ordinal) || r == Rights.StatisticsRead);
        roles.Values.Where(r => r.Administrator is null).SelectMany(r => r.RightSet()).Intersect(rights).ShouldBeEmpty();
        // What is shipped needs no cutting: each role has all that its row says.
        roles.Values.ShouldAllBe(r => string.Join(' ', r.RightSet()) == r.Rights);
    }

    [Theory]
    [InlineData("cases.read cases.read-area accounts.manage", "System", "")]
    [InlineData("cases.read audit.read organization.manage", "Audit", "audit.read")]
    [InlineData("cases.read audit.read accounts.manage", null, "cases.read")]
    public void Role_WhoseRowSaysMore_GivesItsOwnKindOnly(string written, string? kind, string given)
    {
        var role = new Role { Code = "x", NameZh = "某", NameEn = "Some", Rights = written, Administrator = kind is null ? null : Enum.Parse<AdministratorKind>(kind) };

        string.Join(' ', role.RightSet()).ShouldBe(given);
    }

    [DatabaseTheory]
    public async Task Account_MadeTwoAdministratorsPastAllDoors_MayDoNothing(DatabaseKind kind)
    {
        await using var county = await County.WithPeopleAsync(kind);
        var keeper = county.Get<DirectoryKeeper>();
        var old = (await county.RowsAsync<StaffPost>()).Single(p => p.Role == Roles.SystemAdmin);
        var planted = new StaffPost { Id = county.Get<CountyClock>().NewId(), StaffId = old.StaffId, UnitId = old.UnitId, Role = Roles.AuditAdmin, Region = old.Region };
        var account = (await county.RowsAsync<Account>()).Single(a => a.StaffId == old.StaffId);
        county.Get<AccountDirectory>().Find(account.Id)!.Posts.ShouldNotBeEmpty();

        await county.UseAsync<CommitLane, Result<Done>>(lane =>
            lane.WriteAsync(new Commit().Insert(planted).Upsert(keeper.Changed(DirectoryRevision.Accounts)).WithoutAudit("a test"), CommitOrigin.System("test"), CancellationToken.None));
        await keeper.RefreshAsync(CancellationToken.None);

        county.Get<AccountDirectory>().Find(account.Id)!.Posts.ShouldBeEmpty();
    }

    [DatabaseTheory]
    public async Task Post_ThatWouldJoinTwoOfThem_IsRefusedByTheApi(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var client = await ClientAsync(desk, "sec");

        foreach (var role in (string[])[Roles.SecurityAdmin, Roles.AuditAdmin, Roles.Handler])
        {
            var refused = await GiveAsync(client, "sys", 1, role);
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await CodeAsync(refused)).ShouldBe("organization.duties-together");
        }

        (await GiveAsync(client, "li.qiang", 1, Roles.AuditAdmin)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await GiveAsync(client, "sec", 1, Roles.AuditAdmin)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await GiveAsync(client, "li.qiang", null, Roles.Verifier)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await desk.County.RowsAsync<StaffPost>()).Where(p => p.Role == Roles.AuditAdmin).ShouldBeEmpty();

        var given = await GiveAsync(client, "li.qiang", 1, Roles.Verifier);
        given.StatusCode.ShouldBe(HttpStatusCode.OK);
        given.Headers.ETag!.Tag.ShouldBe("\"2\"");
        using var body = JsonDocument.Parse(await given.Content.ReadAsStringAsync());
        var post = body.RootElement.GetProperty("posts").EnumerateArray().Single(p => p.GetProperty("role").GetString() == Roles.Verifier).GetProperty("id").GetGuid();
        (await GiveAsync(client, "li.qiang", 1, Roles.Leader)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var ended = await SendAsync(client, $"/api/v1/staff/li.qiang/posts/{post}/end", 2, new { });
        ended.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ended.Content.ReadAsStringAsync()).ShouldContain("\"validTo\":\"2026-03-05\"");
    }

    [DatabaseTheory]
    public async Task Staff_AreTheSecurityAdministratorsAlone(DatabaseKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        await desk.County.LoadAsync("staff", "name,account,posts\n韩审计,aud,audit-admin@C01\n");

        foreach (var (account, expected) in (IEnumerable<(string, HttpStatusCode)>)
                 [("sec", HttpStatusCode.OK), ("sys", HttpStatusCode.Forbidden), ("aud", HttpStatusCode.Forbidden), ("wang.fang", HttpStatusCode.Forbidden)])
        {
            var client = await ClientAsync(desk, account);
            (await client.GetAsync(new Uri("/api/v1/staff/li.qiang", UriKind.Relative))).StatusCode.ShouldBe(expected, account);
            if (expected != HttpStatusCode.OK)
            {
                (await GiveAsync(client, "li.qiang", 1, Roles.Verifier)).StatusCode.ShouldBe(expected, account);
            }
        }
    }

    private static async Task<HttpClient> ClientAsync(Desk desk, string account)
    {
        var token = await desk.County.UseAsync<ITokenIssuer, Result<string>>(t => t.CreateAsync(account, [], TimeSpan.FromDays(1), CancellationToken.None));
        var client = desk.County.Server.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Value);
        return client;
    }

    private static Task<HttpResponseMessage> GiveAsync(HttpClient client, string staff, int? version, string role) =>
        SendAsync(client, $"/api/v1/staff/{staff}/posts", version, new { role, unit = "C01" });

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, int? version, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (version is { } seen)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{seen}\"");
        }

        return await client.SendAsync(request);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var root = body.RootElement;
        return root.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("code").GetString() : root.GetProperty("code").GetString();
    }
}
