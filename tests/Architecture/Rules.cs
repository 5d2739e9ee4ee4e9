using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Fengqiao.Architecture.Tests;

/// <summary>Who may touch what: the table "Room | May touch | Never" of ARCHITECTURE.md.</summary>
internal static partial class Rules
{
    public static readonly Rule KernelTouchesOnlyTheBaseLibrary = Rule.NoTouch(
        "Kernel touches only the base class library",
        p => p.Room("Kernel"), t => !IsBaseLibrary(t.Assembly) && t.Assembly != "Fengqiao.Kernel");

    public static readonly Rule ContractsTouchOnlyKernel = Rule.NoTouch(
        "Contracts touch only Kernel and hand out no queries",
        p => p.Room("Contracts"),
        t => (!IsBaseLibrary(t.Assembly) && t.Assembly is not ("Fengqiao.Kernel" or "Fengqiao.Contracts"))
            || t.Type is "IQueryable" or "IOrderedQueryable" || t.Namespace == "System.Linq.Expressions");

    public static readonly Rule PlatformAndWebKnowNoModule = Rule.NoTouch(
        "Platform and Web know no module, not even by its contract",
        p => p.Room("Platform").Concat(p.Room("Web")),
        t => IsProduct(t) && !(t.Assembly is "Fengqiao.Kernel" or "Fengqiao.Platform" || (IsIn(t, "Fengqiao.Web") && t.From.Module.Assembly.Name.Name == "Fengqiao.Web")));

    public static readonly Rule ModulesTouchNoOtherModule = Rule.NoTouch(
        "A module touches no other module, and never the host",
        p => p.ModuleTypes,
        t => IsProduct(t) && !IsOwn(t) && t.Assembly is not ("Fengqiao.Kernel" or "Fengqiao.Contracts" or "Fengqiao.Platform" or "Fengqiao.Web"));

    // Plain data that every room speaks of: the version each write compares, and who acts by which post.
    private static readonly HashSet<string> SpokenOfEverywhere =
        ["Fengqiao.Platform.Persistence.IVersioned", "Fengqiao.Platform.Access.Actor", "Fengqiao.Platform.Access.Post"];

    public static readonly Rule DomainIsPure = Rule.NoTouch(
        "Domain touches its own domain, Kernel and Contracts, and no database, network or framework",
        p => p.Folder("Domain"),
        t => t.Namespace.StartsWith("System.Net", StringComparison.Ordinal) || t.Namespace.StartsWith("System.Data", StringComparison.Ordinal)
            || (IsOwn(t) ? FolderOf(t) != "Domain" && IsProduct(t) : !IsBaseLibrary(t.Assembly) && t.Assembly is not ("Fengqiao.Kernel" or "Fengqiao.Contracts" or "NetTopologySuite")
                && !SpokenOfEverywhere.Contains($"{t.Namespace}.{t.Type}")));

    public static readonly Rule DomainReadsNoClock = Rule.NoTouch(
        "Domain is told the time and makes up no keys",
        p => p.Folder("Domain"),
        t => (t.Namespace, t.Type, t.Member) is
            ("System", "TimeProvider", _) or ("System.Diagnostics", "Stopwatch", _) or ("System", "Environment", "get_TickCount" or "get_TickCount64")
            or ("System", "DateTime" or "DateTimeOffset", "get_Now" or "get_UtcNow" or "get_Today")
            or ("System", "Guid", "NewGuid" or "CreateVersion7")
            or ("Fengqiao.Kernel", "CountyClock", "get_UtcNow" or "get_Today" or "get_Time" or "NewId"));

    public static readonly Rule FeaturesTouchNoSibling = Rule.NoTouch(
        "A feature touches no other feature, no job and no reaction",
        p => p.Folder("Features").Where(t => FeatureOf(t) is not null),
        t => IsOwn(t) && (FolderOf(t) is "Jobs" or "Reactions"
            || (Product.FeatureOf(t.Assembly, t.Namespace) is { } other && other != FeatureOf(t.From))));

    public static readonly Rule JobsAndReactionsTouchNoFeature = Rule.NoTouch(
        "Jobs and reactions touch no feature, nor each other",
        p => p.Folder("Jobs", "Reactions"),
        t => IsOwn(t) && FolderOf(t) is "Features" or "Jobs" or "Reactions" && FolderOf(t) != Product.FolderOf(t.From.Module.Assembly.Name.Name, t.From.Namespace));

    public static readonly Rule StorageServesOnly = Rule.NoTouch(
        "Storage touches no feature, job or reaction, and no page or request",
        p => p.Folder("Storage"),
        t => (IsOwn(t) && FolderOf(t) is "Features" or "Jobs" or "Reactions")
            || t.Namespace.StartsWith("Microsoft.AspNetCore.Http", StringComparison.Ordinal)
            || t.Namespace.StartsWith("Microsoft.AspNetCore.Components", StringComparison.Ordinal)
            || t.Assembly == "Fengqiao.Web");

    public static readonly Rule ModulesShowOnlyTheirModuleClass = new(
        "Public in a module are its module class, Razor components and the records those take",
        p => p.ModuleTypes,
        types => types.Where(t => t.IsPublic && !IsVocabulary(t)).Except(types.Select(t => t.Module).Distinct().SelectMany(PublicSurface.Of)).Select(t => t.FullName));

    public static readonly Rule PagesUseNoSections = Rule.NoTouch(
        "Pages use no sections of the framework: writing them can end the process (see DocumentTitle)",
        p => p.AllTypes,
        t => t.Namespace == "Microsoft.AspNetCore.Components.Sections"
            || (t.Namespace, t.Type) is ("Microsoft.AspNetCore.Components.Web", "PageTitle" or "HeadContent" or "HeadOutlet"));

    public static readonly Rule PagesBreakOffNoRenderer = Rule.NoTouch(
        "Pages send their visitors on with GoTo: NavigateTo and NotFound break off the renderer and can end the process (see Redirects)",
        p => p.AllTypes,
        t => (t.Namespace, t.Type, t.Member) is ("Microsoft.AspNetCore.Components", "NavigationManager" or "NavigationManagerExtensions", "NavigateTo" or "NotFound" or "Refresh"));

    public static readonly Rule NamesSayWhatAThingDoes = new(
        "No type is called Manager, Helper, Utils or Common",
        p => p.AllTypes,
        types => types.Where(t => WordsThatSayNothing().IsMatch(t.Name.Split('`')[0])).Select(t => t.FullName));

    public static IReadOnlyList<Rule> All { get; } =
    [
        KernelTouchesOnlyTheBaseLibrary, ContractsTouchOnlyKernel, PlatformAndWebKnowNoModule, ModulesTouchNoOtherModule,
        DomainIsPure, DomainReadsNoClock, FeaturesTouchNoSibling, JobsAndReactionsTouchNoFeature, StorageServesOnly,
        ModulesShowOnlyTheirModuleClass, PagesUseNoSections, PagesBreakOffNoRenderer, NamesSayWhatAThingDoes,
    ];

    // What the compiler and its generators add to an assembly lives outside the product's namespaces.
    private static bool IsProduct(Touch t) => t.Namespace.StartsWith("Fengqiao.", StringComparison.Ordinal);

    private static bool IsIn(Touch t, string assembly) => t.Assembly == assembly;

    private static bool IsOwn(Touch t) => IsIn(t, t.From.Module.Assembly.Name.Name);

    private static string FolderOf(Touch t) => Product.FolderOf(t.Assembly, t.Namespace);

    private static string? FeatureOf(Mono.Cecil.TypeDefinition type) => Product.FeatureOf(type.Module.Assembly.Name.Name, type.Namespace);

    private static bool IsBaseLibrary(string assembly) =>
        File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), assembly + ".dll"));

    // An enumeration is plain words, which theories of tests take as data; Razor makes a public class of each _Imports file.
    private static bool IsVocabulary(TypeDefinition type) => type.IsEnum || type.Name == "_Imports";

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utility|Utilities|Common)$")]
    private static partial Regex WordsThatSayNothing();
}
