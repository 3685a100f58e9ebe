using CallSummary.Transcription;
using CallSummary.Transcription.Catalogue;

namespace CallSummary.UnitTests.Transcription.Catalogue;

public sealed class ModelCatalogTests
{
    [Fact]
    public void All_Models_HaveOneNameAndSumsOfTheRightForm()
    {
        Assert.Equal(ModelCatalog.All.Count, ModelCatalog.All.Select(m => m.Name).Distinct().Count());
        Assert.All(ModelCatalog.All, m => Assert.True(ModelFolder.IsName(m.FileName), m.Name));
        Assert.All(ModelCatalog.All, m => Assert.True(m.Sha1 is null || (m.Sha1.Length == 40 && m.Sha1.All(char.IsAsciiHexDigitLower)), m.Name));
        Assert.Equal("large-v3-turbo-q5_0", ModelCatalog.Find("ggml-large-v3-turbo-q5_0.bin")!.Name);
    }

    [Theory]
    [InlineData("../x.bin")]
    [InlineData(".bin")]
    [InlineData("a/b.bin")]
    [InlineData("model.gguf")]
    [InlineData("")]
    public void IsName_WhatLeadsElsewhere_IsNone(string name) => Assert.False(ModelFolder.IsName(name));

    [Theory]
    [InlineData("pull tiny --sha256 12", "64 hexadecimal")]
    [InlineData("pull tiny --from ftp://x/", "http")]
    [InlineData("pull tiny --force", "--force")]
    [InlineData("pull tiny base", "base")]
    public void ModelWords_WrongWords_AreNamed(string line, string expected) =>
        Assert.Contains(expected, new ModelWords(line.Split(' ')).Problem, StringComparison.Ordinal);

    [Fact]
    public void ModelWords_BothForms_AreUnderstood()
    {
        var words = new ModelWords(["import", "x.bin", "--name=mine", "--sha256", new string('a', 64)]);
        Assert.Equal(("import", "x.bin", "mine", new string('a', 64), null), (words.Action, words.Subject, words.Name, words.Sha256, words.Problem));
    }

    [Fact]
    public void Resolve_ConfiguredPath_GoesBeforeTheChosen()
    {
        using var folder = new CallSummary.TestKit.TempFolder();
        var options = new TranscriptionOptions { ModelFolder = folder.Path };
        Assert.EndsWith(ModelFolder.Bundled, ModelFolder.Resolve(options), StringComparison.Ordinal);
        new ModelFolder(folder.Path).Choose("ggml-base.bin");
        Assert.Equal(folder["ggml-base.bin"], ModelFolder.Resolve(options));
        options.ModelPath = "/models/other.bin";
        Assert.Equal("/models/other.bin", ModelFolder.Resolve(options));
        options.ModelPath = null;
        new ModelFolder(folder.Path).Choose(null);
        Assert.EndsWith(ModelFolder.Bundled, ModelFolder.Resolve(options), StringComparison.Ordinal);
    }

    [Fact]
    public void Chosen_NameThatLeadsElsewhere_IsIgnored()
    {
        using var folder = new CallSummary.TestKit.TempFolder();
        File.WriteAllText(folder["chosen"], "../../etc/model.bin\n");
        Assert.Null(new ModelFolder(folder.Path).Chosen);
    }
}
