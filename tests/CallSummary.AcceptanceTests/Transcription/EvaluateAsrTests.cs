using System.Text.Json;
using CallSummary.TestKit;

namespace CallSummary.AcceptanceTests.Transcription;

/// <summary>README: evaluate asr measures the recogniser on a folder of recordings, and goes on where it was stopped.</summary>
public sealed class EvaluateAsrTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_of_recordings_becomes_a_report_and_a_second_run_has_nothing_left_to_do()
    {
        WriteCorpus(6);
        Assert.Equal(0, await RunAsync("evaluate", "asr", _folder["corpus"], "--output", _folder["out"], "--condition", "clean", "--condition", "pcma+loss:1"));
        var report = Report();
        Assert.Equal(7, report.GetProperty("utterances").GetInt32());
        Assert.Equal(0, report.GetProperty("wer").GetDouble());
        Assert.Equal(0, report.GetProperty("cer").GetDouble());
        Assert.Equal(0, report.GetProperty("invented_words").GetInt32());
        Assert.True(report.GetProperty("real_time_factor").GetDouble() > 0);
        Assert.Equal(["en", "ko", "unknown"], report.GetProperty("by_language").EnumerateObject().Select(l => l.Name).Order());
        Assert.Equal(["clean", "pcma+loss:1"], report.GetProperty("by_condition").EnumerateObject().Select(c => c.Name).Order());
        Assert.All(["report.md", "report.csv", "report.svg"], name => Assert.True(new FileInfo(_folder["out", name]).Length > 100, name));

        // What was there is not measured again: the time that it took stays to the digit. A torn last line is.
        var log = File.ReadAllLines(_folder["out", "results.jsonl"]);
        File.WriteAllLines(_folder["out", "results.jsonl"], [.. log[..^1], log[^1][..20]]);
        Assert.Equal(0, await RunAsync("evaluate", "asr", _folder["corpus"], "--output", _folder["out"], "--condition", "clean", "--condition", "pcma+loss:1"));
        Assert.Equal(log[..^1], File.ReadAllLines(_folder["out", "results.jsonl"])[..^1]);
    }

    [Fact]
    public async Task Encoder_windows_are_compared_by_one_command_that_names_the_floor()
    {
        WriteCorpus(2);
        Assert.Equal(0, await RunAsync("evaluate", "asr", _folder["corpus"], "--output", _folder["out"], "--condition", "clean", "--context-floor", "128", "--context-floor", "1500"));
        Assert.Contains("| 1500 |", File.ReadAllText(_folder["out", "floors.md"]), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["out", "floor-128", "report.json"]));
    }

    [Fact]
    public async Task What_cannot_be_measured_is_told_with_the_fix()
    {
        await using var program = Start("evaluate", "asr", _folder.Path, "--output", _folder["out"]);
        Assert.Equal(1, await program.ExitAsync());
        Assert.Contains(program.Lines, l => l.Contains("manifest.tsv", StringComparison.Ordinal));
    }

    private static ChildProcess Start(params string[] arguments) => ChildProcess.StartOurs("CallSummary.AllInOne", new Dictionary<string, string?>(), arguments);

    private static async Task<int> RunAsync(params string[] arguments)
    {
        await using var program = Start(arguments);
        return await program.ExitAsync(TimeSpan.FromMinutes(3));
    }

    private JsonElement Report() => JsonDocument.Parse(File.ReadAllText(_folder["out", "report.json"])).RootElement;

    // Reference utterances of the demonstration model, and a minute in which nobody speaks.
    private void WriteCorpus(int count)
    {
        var samples = Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "utterances");
        Directory.CreateDirectory(_folder["corpus"]);
        var rows = new List<string> { "file\tlanguage\ttext" };
        foreach (var row in File.ReadLines(Path.Combine(samples, "expected.tsv")).Skip(1).Take(count).Select(l => l.Split('\t')))
        {
            File.Copy(Path.Combine(samples, row[0]), _folder["corpus", row[0]]);
            rows.Add(string.Join('\t', row[..3]));
        }

        WriteSilence(_folder["corpus", "silence.wav"], seconds: 60);
        rows.Add("silence.wav\t\t");
        File.WriteAllLines(_folder["corpus", "manifest.tsv"], rows);
    }

    // 16 kHz, 16 bit, one channel.
    private static void WriteSilence(string path, int seconds)
    {
        using var writer = new BinaryWriter(File.Create(path));
        var bytes = seconds * 32_000;
        writer.Write("RIFF"u8);
        writer.Write(36 + bytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(16_000);
        writer.Write(32_000);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(bytes);
        writer.Write(new byte[bytes]);
    }
}
