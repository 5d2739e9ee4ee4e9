using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using Fengqiao.Kernel;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Sections;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using TypeAttributes = Mono.Cecil.TypeAttributes;

namespace Fengqiao.Architecture.Tests;

public sealed class RoomTests
{
    // Every way a rule can be broken that we thought of; each must be found on its own.
    private static readonly (Rule Rule, string Violation, Action<Plant> Plant)[] Violations =
    [
        (Rules.KernelTouchesOnlyTheBaseLibrary, "EF", p => p.Field("Kernel.Code", typeof(DbContext))),
        (Rules.KernelTouchesOnlyTheBaseLibrary, "ASP.NET", p => p.Field("Kernel.Code", typeof(HttpContext))),
        (Rules.KernelTouchesOnlyTheBaseLibrary, "Razor, inside a generic type", p => p.Field("Kernel.Code", typeof(List<IComponent[]>))),
        (Rules.ContractsTouchOnlyKernel, "query", p => p.Field("Contracts.Id", typeof(IQueryable<string>))),
        (Rules.ContractsTouchOnlyKernel, "expression", p => p.Field("Contracts.Id", typeof(Expression<Func<int>>))),
        (Rules.ContractsTouchOnlyKernel, "EF", p => p.Field("Contracts.Id", typeof(DbSet<string>))),
        (Rules.ContractsTouchOnlyKernel, "platform", p => p.Field("Contracts.Id", "Platform.Store")),
        (Rules.PlatformAndWebKnowNoModule, "platform knows module", p => p.Body("Platform.Store", "Cases.CasesModule")),
        (Rules.PlatformAndWebKnowNoModule, "platform knows web", p => p.Field("Platform.Store", "Web.Layout")),
        (Rules.PlatformAndWebKnowNoModule, "web knows module", p => p.Field("Web.Layout", "Cases.Domain.Case")),
        (Rules.PlatformAndWebKnowNoModule, "web knows contracts", p => p.Field("Web.Layout", "Contracts.Id")),
        (Rules.ModulesTouchNoOtherModule, "other module", p => p.Body("Cases.Features.Close.Handler", "Registers.RegistersModule")),
        (Rules.ModulesTouchNoOtherModule, "host", p => p.Field("Cases.Jobs.Remind", "Host.Program")),
        (Rules.ModulesTouchNoOtherModule, "schema", p => p.Field("Cases.Storage.Mapping", "Schema.Scripts")),
        (Rules.DomainIsPure, "EF", p => p.Field("Cases.Domain.Case", typeof(DbContext))),
        (Rules.DomainIsPure, "HTTP", p => p.Field("Cases.Domain.Case", typeof(HttpContext))),
        (Rules.DomainIsPure, "network", p => p.Field("Cases.Domain.Case", typeof(HttpClient))),
        (Rules.DomainIsPure, "platform", p => p.Body("Cases.Domain.Case", "Platform.Store")),
        (Rules.DomainIsPure, "platform's persistence", p => p.Field("Cases.Domain.Case", "Platform.Persistence.Writer")),
        (Rules.DomainIsPure, "current actor", p => p.Field("Cases.Domain.Case", "Platform.Access.CurrentActor")),
        (Rules.DomainIsPure, "storage", p => p.Body("Cases.Domain.Case", "Cases.Storage.Mapping")),
        (Rules.DomainIsPure, "module class", p => p.Body("Cases.Domain.Case", "Cases.CasesModule")),
        (Rules.DomainReadsNoClock, "time provider", p => p.Field("Cases.Domain.Case", typeof(TimeProvider))),
        (Rules.DomainReadsNoClock, "now", p => p.Call("Cases.Domain.Case", Getter(typeof(DateTime), "Now"))),
        (Rules.DomainReadsNoClock, "today", p => p.Call("Cases.Domain.Case", Getter(typeof(DateTime), "Today"))),
        (Rules.DomainReadsNoClock, "now with offset", p => p.Call("Cases.Domain.Case", Getter(typeof(DateTimeOffset), "UtcNow"))),
        (Rules.DomainReadsNoClock, "county clock", p => p.Call("Cases.Domain.Case", Getter(typeof(CountyClock), "UtcNow"))),
        (Rules.DomainReadsNoClock, "new key", p => p.Call("Cases.Domain.Case", typeof(Guid).GetMethod("NewGuid")!)),
        (Rules.FeaturesTouchNoSibling, "sibling", p => p.Body("Cases.Features.Register.Page", "Cases.Features.Close.Handler")),
        (Rules.FeaturesTouchNoSibling, "below a sibling", p => p.Field("Cases.Features.Register.Page", "Cases.Features.Close.Parts.Form")),
        (Rules.FeaturesTouchNoSibling, "job", p => p.Body("Cases.Features.Register.Page", "Cases.Jobs.Remind")),
        (Rules.JobsAndReactionsTouchNoFeature, "job", p => p.Body("Cases.Jobs.Remind", "Cases.Features.Close.Handler")),
        (Rules.JobsAndReactionsTouchNoFeature, "reaction", p => p.Field("Cases.Reactions.Count", "Cases.Features.Close.Handler")),
        (Rules.JobsAndReactionsTouchNoFeature, "each other", p => p.Field("Cases.Reactions.Count", "Cases.Jobs.Remind")),
        (Rules.StorageServesOnly, "feature", p => p.Body("Cases.Storage.Mapping", "Cases.Features.Close.Handler")),
        (Rules.StorageServesOnly, "request", p => p.Field("Cases.Storage.Mapping", typeof(HttpContext))),
        (Rules.StorageServesOnly, "web", p => p.Field("Cases.Storage.Mapping", "Web.Layout")),
        (Rules.ModulesShowOnlyTheirModuleClass, "public entity", p => p.Type("Cases.Domain.Note", TypeAttributes.Public)),
        (Rules.ModulesShowOnlyTheirModuleClass, "public record no component takes", p => p.Type("Cases.Features.Close.View", TypeAttributes.Public)),
        (Rules.PagesUseNoSections, "title", p => p.Field("Web.Layout", typeof(PageTitle))),
        (Rules.PagesUseNoSections, "head outlet", p => p.Field("Web.Layout", typeof(HeadOutlet))),
        (Rules.PagesUseNoSections, "section of a module", p => p.Field("Cases.Features.Close.Page", typeof(SectionContent))),
        (Rules.PagesBreakOffNoRenderer, "redirect", p => p.Call("Cases.Features.Close.Page", typeof(NavigationManager).GetMethod("NavigateTo", [typeof(string), typeof(bool), typeof(bool)])!)),
        (Rules.PagesBreakOffNoRenderer, "not found", p => p.Call("Web.Layout", typeof(NavigationManager).GetMethod("NotFound")!)),
        (Rules.NamesSayWhatAThingDoes, "manager", p => p.Type("Cases.Features.Close.CaseManager")),
        (Rules.NamesSayWhatAThingDoes, "helper", p => p.Type("Platform.DateHelper")),
        (Rules.NamesSayWhatAThingDoes, "generic utils", p => p.Type("Kernel.ListUtils`1")),
        (Rules.NamesSayWhatAThingDoes, "common", p => p.Type("Web.Common")),
    ];

    public static TheoryData<string> RuleNames => [.. Rules.All.Select(r => r.Sentence)];

    public static TheoryData<string, string> ViolationNames
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach (var (rule, violation, _) in Violations)
                names.Add(rule.Sentence, violation);
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Product_KeepsTheRule(string rule) => Named(rule).Violations(Product.Loaded).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(ViolationNames))]
    public void Rule_WhenViolationIsPlanted_FindsIt(string rule, string violation)
    {
        var plant = new Plant();
        Named(rule).Violations(plant.Product).ShouldBeEmpty("the ground must be sound before planting");
        Violations.Single(v => v.Rule.Sentence == rule && v.Violation == violation).Plant(plant);
        Named(rule).Violations(plant.Product).ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Rule_WhenItSelectsNothing_Fails(string rule) =>
        Should.Throw<InvalidOperationException>(() => Named(rule).Violations(new Product([]))).Message.ShouldContain(rule);

    [Fact]
    public void Rules_AllHaveAPlantedViolation() => Rules.All.Except(Violations.Select(v => v.Rule)).ShouldBeEmpty();

    [Fact]
    public void Domain_MayNameWhoActsAndTheVersionCompared()
    {
        var plant = new Plant().Field("Cases.Domain.Case", "Platform.Persistence.IVersioned").Field("Cases.Domain.Case", "Platform.Access.Actor");
        Rules.DomainIsPure.Violations(plant.Product).ShouldBeEmpty();
    }

    [Fact]
    public void PublicSurface_AllowsComponentsAndWhatTheyTake()
    {
        var plant = new Plant();
        plant.Type("Cases.Features.Close.ClosePage", TypeAttributes.Public, typeof(ComponentBase));
        plant.Type("Cases.Features.Close.CloseView", TypeAttributes.Public);
        Rules.ModulesShowOnlyTheirModuleClass.Violations(plant.Product).ShouldBe(["Fengqiao.Cases.Features.Close.CloseView"]);
        plant.Parameter("Cases.Features.Close.ClosePage", "Cases.Features.Close.CloseView", typeof(ParameterAttribute));
        Rules.ModulesShowOnlyTheirModuleClass.Violations(plant.Product).ShouldBeEmpty();
    }

    [Fact]
    public void Touches_InsideLambdasAndAsyncBodies_CountForTheirOwner()
    {
        using var own = Mono.Cecil.AssemblyDefinition.ReadAssembly(typeof(RoomTests).Assembly.Location);
        Touches.Of(own.MainModule.GetType(typeof(HiddenUse).FullName!))
            .ShouldContain(t => t.Type == nameof(Stopwatch) && t.Member == nameof(Stopwatch.GetTimestamp));
    }

    private static Rule Named(string sentence) => Rules.All.Single(r => r.Sentence == sentence);

    private static MethodInfo Getter(Type type, string property) => type.GetProperty(property)!.GetMethod!;
}

/// <summary>Uses the clock where only the compiler's own types show it.</summary>
internal static class HiddenUse
{
    public static Func<Task<long>> Clock { get; } = async () =>
    {
        await Task.Yield();
        return Stopwatch.GetTimestamp();
    };
}
