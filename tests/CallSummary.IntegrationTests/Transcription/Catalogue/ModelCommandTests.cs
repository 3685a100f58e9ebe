using System.Net;
using System.Security.Cryptography;
using CallSummary.TestKit;
using CallSummary.Transcription;
using CallSummary.Transcription.Catalogue;
using Microsoft.Extensions.Configuration;

namespace CallSummary.IntegrationTests.Transcription.Catalogue;

/// <summary>The command <c>models</c> against a server on loopback. The file served under a catalogue name is the demonstration model.</summary>
public sealed class ModelCommandTests : IDisposable
{
    private const string Name = "tiny-q5_1";
    private const string FileName = "ggml-tiny-q5_1.bin";

    private static readonly string Demonstration = Path.Combine(AppContext.BaseDirectory, "models", "whisper-demo-q8_0.bin");
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pull_BrokenOff_GoesOnWhereItStopped()
    {
        await using var server = await ServeAsync();
        server.BreakAfter = 5_000_000;
        var (code, said) = await PullAsync(server);
        Assert.Equal(1, code);
        Assert.Contains("goes on from there", said, StringComparison.Ordinal);
        var kept = new FileInfo(_folder[FileName + ".part"]).Length;
        Assert.InRange(kept, 1, 5_000_000);

        Assert.Equal(0, (await PullAsync(server)).Code);
        Assert.Equal([0, kept], server.Asked);
        Assert.Equal(File.ReadAllBytes(Demonstration), File.ReadAllBytes(_folder[FileName]));
        Assert.False(File.Exists(_folder[FileName + ".part"]));
    }

    [Fact]
    public async Task Pull_ServerWithoutRanges_BeginsAnew()
    {
        await using var server = await ServeAsync();
        server.BreakAfter = 1_000_000;
        server.KnowsRanges = false;
        await PullAsync(server);
        Assert.Equal(0, (await PullAsync(server)).Code);
    }

    [Fact]
    public async Task Pull_WrongSum_DeletesTheFileAndSaysSo()
    {
        await using var server = await ServeAsync();
        var (code, said) = await RunAsync("pull", Name, "--from", $"{server.Address}", "--sha256", new string('0', 64));
        Assert.Equal(1, code);
        Assert.Contains(server.Sha256, said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Pull_PublishedSumThatDiffers_IsRefused()
    {
        await using var server = await ServeAsync();
        var (code, said) = await RunAsync("pull", "tiny", "--from", $"{server.Address}");
        Assert.Equal(1, code);
        Assert.Contains("bd577a113a864445d4c299885e0cb97d4ba92b5f", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_RightSumOfNoModel_IsRefusedBeforeNativeCode()
    {
        await using var server = await FileServer.StartAsync([.. File.ReadAllBytes(Demonstration).Take(900_000)]);
        var (code, said) = await PullAsync(server);
        Assert.Equal(1, code);
        Assert.Contains("cut short", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "--from")]
    [InlineData(HttpStatusCode.Forbidden, "models import")]
    [InlineData(HttpStatusCode.InternalServerError, "500")]
    public async Task Pull_ServerThatRefuses_NamesTheFix(HttpStatusCode status, string expected)
    {
        await using var server = await ServeAsync();
        server.Refuses = status;
        var (code, said) = await PullAsync(server);
        Assert.Equal(1, code);
        Assert.Contains(expected, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_ModelWithoutPublishedSum_WantsOne()
    {
        var (code, said) = await RunAsync("pull", Name, "--from", "http://127.0.0.1:9/");
        Assert.Equal(1, code);
        Assert.Contains("--sha256", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_FullDisk_SaysSoAndNamesTheSetting()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's.");
        await using var server = await ServeAsync();
        File.CreateSymbolicLink(_folder[FileName + ".part"], "/dev/full");
        var (code, said) = await PullAsync(server);
        Assert.Equal(1, code);
        Assert.Contains("is full", said, StringComparison.Ordinal);
        Assert.Contains("ModelFolder", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FullDisk_SaysSoAndLeavesNothingHalf()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is Linux's.");
        File.CreateSymbolicLink(_folder["mine.bin.import"], "/dev/full");
        var (code, said) = await RunAsync("import", Demonstration, "--name", "mine");
        Assert.Equal(1, code);
        Assert.Contains("cannot be copied", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task ImportUseVerifyList_ModelOfThisMachine_IsChosenAndShown()
    {
        Assert.Equal(0, (await RunAsync("import", Demonstration, "--name", "mine")).Code);
        Assert.Equal(0, (await RunAsync("use", "mine")).Code);
        Assert.Equal(0, (await RunAsync("verify")).Code);
        var (_, list) = await RunAsync("list");
        Assert.Matches(@"mine\.bin.* used", list);
        Assert.Contains("large-v3-turbo-q5_0", list, StringComparison.Ordinal);

        await using (var file = File.OpenWrite(_folder["mine.bin"]))
        {
            file.Position = file.Length - 100;
            file.WriteByte(0x55);
        }

        var (code, said) = await RunAsync("verify", "mine");
        Assert.Equal(1, code);
        Assert.Contains("SHA-256", said, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("use", "mine")).Code);
    }

    [Theory]
    [InlineData("summary-demo-q8_0.gguf", "GGUF")]
    [InlineData("no-such-file.bin", "does not exist")]
    public async Task Import_WhatIsNoModel_IsRefused(string file, string expected)
    {
        var (code, said) = await RunAsync("import", Path.Combine(RepositoryRoot.Path, "samples", "demo-models", file), "--name", "mine");
        Assert.Equal(1, code);
        Assert.Contains(expected, said, StringComparison.Ordinal);
        Assert.Empty(new ModelFolder(_folder.Path).Installed);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("use")]
    public async Task VerifyAndUse_ModelThatIsNotInstalled_SayHowToGetIt(string action)
    {
        var (code, said) = await RunAsync(action, "base");
        Assert.Equal(1, code);
        Assert.Contains("models pull base", said, StringComparison.Ordinal);
        Assert.DoesNotContain("ModelPath", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_UnderACataloguesName_IsHeldToItsSumOrToTheOneGiven()
    {
        var (code, said) = await RunAsync("import", Demonstration, "--name", "tiny");
        Assert.Equal(1, code);
        Assert.Contains("bd577a113a864445d4c299885e0cb97d4ba92b5f", said, StringComparison.Ordinal);
        Assert.Contains("--name of its own", said, StringComparison.Ordinal);

        var sum = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Demonstration)));
        Assert.Equal(0, (await RunAsync("import", Demonstration, "--name", "tiny", "--sha256", sum)).Code);
        Assert.Equal(0, (await RunAsync("use", "tiny")).Code);
        Assert.Matches(@"tiny  .* used", (await RunAsync("list")).Said);
    }

    [Fact]
    public async Task Pull_Stopped_KeepsWhatCameAndSaysSo()
    {
        await using var server = await ServeAsync();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var (code, said) = await RunAsync(stop.Token, "pull", Name, "--from", $"{server.Address}", "--sha256", server.Sha256);
        Assert.Equal(130, code);
        Assert.Contains("goes on from there", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("pull")]
    [InlineData("use")]
    public async Task Run_WrongWords_ShowsTheUsage(params string[] words)
    {
        var (code, said) = await RunAsync(words);
        Assert.Equal(2, code);
        Assert.Contains("models import FILE", said, StringComparison.Ordinal);
    }

    private static Task<FileServer> ServeAsync() => FileServer.StartAsync(File.ReadAllBytes(Demonstration));

    private Task<(int Code, string Said)> PullAsync(FileServer server) => RunAsync("pull", Name, "--from", $"{server.Address}", "--sha256", server.Sha256);

    private Task<(int Code, string Said)> RunAsync(params string[] words) => RunAsync(TestContext.Current.CancellationToken, words);

    private async Task<(int Code, string Said)> RunAsync(CancellationToken cancellationToken, params string[] words)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create($"{TranscriptionOptions.Section}:ModelFolder", (string?)_folder.Path)])
            .Build();
        using var output = new StringWriter();
        var code = await ModelCommand.RunAsync(["models", .. words], configuration, output, output, cancellationToken);
        return (code, output.ToString());
    }
}
