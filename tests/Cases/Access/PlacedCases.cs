using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Tests.Domain;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Contracts.Organization;
using Fengqiao.Platform.Files;
using Fengqiao.Platform.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>A case that stands in the store, with the ids a sweep needs.</summary>
internal sealed record PlacedCase(Case Case, Guid File, Guid Person)
{
    public string Number => Case.Number;

    public string Secrecy => CaseCodes.Of(Case.Secrecy);
}

/// <summary>Puts cases of every state and secrecy into a county, all at one village, D05 taking part, each with a person and a file.</summary>
internal static class PlacedCases
{
    public static async Task<List<PlacedCase>> PutAsync(County county, IEnumerable<(CaseState State, CaseSecrecy Secrecy)> wanted, params string[] readers)
    {
        using var services = county.Server.Services.CreateScope();
        var unit = services.ServiceProvider.GetRequiredService<IUnitDirectory>().FindByCode("D05")!.Id;
        var store = services.ServiceProvider.GetRequiredService<AttachmentStore>();
        var (placed, commit) = (new List<PlacedCase>(), new Commit());
        foreach (var (state, secrecy) in wanted)
        {
            var made = World.CaseIn(state, place: County.Village, desk: County.Village);
            made.Sequence = placed.Count + 1;
            made.Number = $"SJ20260302339901{made.Sequence.ToString("00000", CultureInfo.InvariantCulture)}";
            if (secrecy != CaseSecrecy.Ordinary)
            {
                made.Protect(secrecy, null, "保护当事人", made.UpdatedUtc);
            }

            using var picture = new MemoryStream(Pictures.Png);
            var file = (await store.SaveAsync(picture, "现场.png", default)).Value;
            var person = new CasePerson { Id = World.NewId(), CaseId = made.Id, Role = PersonRole.Reporter, WrappedKey = [1], Sealed = [1] };
            commit.Insert(made).Insert(person)
                .Insert(new CaseUnit { CaseId = made.Id, UnitId = unit, IsLead = true, IsActive = true, SinceUtc = World.Monday })
                .Insert(new CaseAttachment
                {
                    Id = file.Id, CaseId = made.Id, Stage = AttachmentStage.Other, Name = file.DownloadName, ContentType = file.ContentType,
                    Size = file.Size, Sha256 = file.Sha256, AddedBy = "receiver", AddedUtc = World.Monday,
                })
                .Insert(TimelineEntry.Registration(made, World.NewId()))
                .InsertAll(readers.Where(_ => secrecy == CaseSecrecy.Restricted).Select(r => new NamedReader { CaseId = made.Id, Account = r }))
                .Index("case_search", () => made.Sequence, Platform.Search.CharacterPairs.Of(made.Title, made.Description));
            placed.Add(new PlacedCase(made, file.Id, person.Id));
        }

        (await services.ServiceProvider.GetRequiredService<CommitLane>().WriteAsync(commit.WithoutAudit("a test"), CommitOrigin.System("test"), default)).IsSuccess.ShouldBeTrue();
        return placed;
    }
}
