namespace Fengqiao.Architecture.Tests;

public sealed class TextTests
{
    // Put together at run time, so that this file does not break the rules it tests.
    private static readonly string Slash = "/";

    [Fact]
    public void Texts_ExistInBothLanguages() => TextRules.ResourceParity(SourceTree.Files).ShouldBeEmpty();

    [Fact]
    public void Acts_HaveWordsForTheAudit() => TextRules.ActsWithoutWord(SourceTree.Files).ShouldBeEmpty();

    [Theory]
    [InlineData("case.close", null)]
    [InlineData("case.", null)]
    [InlineData("case.closed", "src/a.cs:1: case.closed")]
    [InlineData("door.", "src/a.cs:1: door.")]
    public void Act_WithoutAWord_IsNamed(string act, string? fault) =>
        TextRules.ActsWithoutWord([new SourceFile("src/a.cs", $".Audit(\"{act}\", "), new SourceFile("src/AuditTexts.resx", "<data name=\"Act.case.close\"")])
            .ShouldBe(fault is null ? [] : [fault]);

    [Fact]
    public void Files_NameNoMachinePath() => TextRules.MachinePaths(SourceTree.Files, SourceTree.Root.FullName).ShouldBeEmpty();

    [Fact]
    public void Product_HasNoUnfinishedWork() => TextRules.UnfinishedWork(SourceTree.Files).ShouldBeEmpty();

    [Fact]
    public void ModuleFolders_AreModulesOfTheHost()
    {
        var folders = SourceTree.Files.Select(f => f.Path.Split('/')).Where(p => p is ["src", "Modules", _, _] && p[3].EndsWith(".csproj", StringComparison.Ordinal)).Select(p => p[2]).ToList();
        folders.ShouldNotBeEmpty();
        Product.Loaded.Modules.ShouldBe(folders, ignoreOrder: true);
    }

    [Fact]
    public void ModuleFolders_ExplainThemselves()
    {
        Product.Loaded.Modules.ShouldNotBeEmpty();
        Product.Loaded.Modules.Where(m => SourceTree.Files.All(f => f.Path != $"src/Modules/{m}/README.md")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a=甲", null, "no English twin")]
    [InlineData(null, "a=A", "no Chinese twin")]
    [InlineData("a=甲;b=乙", "a=A", "no b")]
    [InlineData("a=甲", "a=A;b=B", "no b")]
    [InlineData("a=甲;a=乙", "a=A", "a is there twice")]
    [InlineData("a=甲", "a=", "a is empty")]
    [InlineData("a=甲{0}", "a=A", "a has other placeholders")]
    [InlineData("a=甲{0}{1}", "a=A {1:N0}", "a has other placeholders")]
    [InlineData("a=甲", "a=甲", "a is not translated")]
    [InlineData("a=共 {0} 件", "a={0} case(s)", "a leaves the plural open")]
    [InlineData("a=甲,乙", "a=A, B", "a has Latin punctuation")]
    [InlineData("a=甲.", "a=A.", "a has Latin punctuation")]
    public void ResourceParity_WhenBroken_SaysWhere(string? zh, string? en, string fault) =>
        TextRules.ResourceParity(Resources(zh, en)).ShouldHaveSingleItem().ShouldContain(fault);

    [Theory]
    [InlineData("a=甲", "a=A")]
    [InlineData("a={1}甲{0}", "a=A {0} of {1:N0}")]
    [InlineData("a={{0}}", "a=braces")]
    [InlineData("a=中文", "a=中文")]
    [InlineData("a=OK", "a=OK")]
    public void ResourceParity_WhenKept_IsSilent(string zh, string en) => TextRules.ResourceParity(Resources(zh, en)).ShouldBeEmpty();

    [Theory]
    [InlineData("see {0}root/x")]
    [InlineData("\"{0}root/x\"")]
    [InlineData("`{0}home/someone/x`")]
    [InlineData("cd {0}work/main")]
    [InlineData("{0}Users/someone")]
    [InlineData("in {0}where/it/lies now")]
    public void MachinePaths_WhenNamed_AreFound(string line) =>
        TextRules.MachinePaths([new("docs/a.md", "first\n" + string.Format(line, Slash))], Slash + "where/it/lies").ShouldHaveSingleItem().ShouldStartWith("docs/a.md:2");

    [Theory]
    [InlineData("href=\"{0}work/to-sign\"")]
    [InlineData("https:{0}{0}example.test{0}home/page")]
    [InlineData("src{0}root/x")]
    public void MachinePaths_WhenAddresses_AreNotMeant(string line) =>
        TextRules.MachinePaths([new("docs/a.md", string.Format(line, Slash))], Slash + "where/it/lies").ShouldBeEmpty();

    [Theory]
    [InlineData("TO", "DO: later")]
    [InlineData("FIX", "ME")]
    [InlineData("throw new NotImplemented", "Exception();")]
    public void UnfinishedWork_InTheProduct_IsFound(string start, string end)
    {
        TextRules.UnfinishedWork([new("src/Kernel/A.cs", start + end)]).ShouldHaveSingleItem();
        TextRules.UnfinishedWork([new("src/Kernel/A.cs", "all done"), new("docs/a.md", start + end)]).ShouldBeEmpty();
    }

    [Fact]
    public void Rules_WhenTheySelectNothing_Fail()
    {
        Should.Throw<InvalidOperationException>(() => TextRules.ResourceParity([new("src/A.cs", "")]));
        Should.Throw<InvalidOperationException>(() => TextRules.MachinePaths([], Slash));
        Should.Throw<InvalidOperationException>(() => TextRules.UnfinishedWork([new("docs/a.md", "")]));
    }

    private static IEnumerable<SourceFile> Resources(string? zh, string? en)
    {
        if (zh is not null)
            yield return new SourceFile("src/X/Texts.resx", Resx(zh));
        if (en is not null)
            yield return new SourceFile("src/X/Texts.en.resx", Resx(en));
    }

    private static string Resx(string texts) =>
        $"<root>{string.Concat(texts.Split(';').Select(t => t.Split('=')).Select(t => $"<data name=\"{t[0]}\"><value>{t[1]}</value></data>"))}</root>";
}
