using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using CallSummary.Audio;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;

namespace CallSummary.Benchmarks.Speech;

/// <summary>
/// whisper.cpp as the npm package @fugood/whisper.node carries it, in a process of its own. Its build does without AVX and is several
/// times slower than the one we use: the ratio against it is reported for completeness, and P6 itself is measured against the fast build.
/// </summary>
internal static class NpmWhisper
{
    private const string Package = "@fugood/whisper.node@1.1.3";

    private const string Script = """
        import { createRequire } from 'node:module';
        import { readFileSync } from 'node:fs';
        const require = createRequire(process.argv[2] + '/');
        const { initWhisper } = require('@fugood/whisper.node');
        const [, , , model, language, ...files] = process.argv;
        const context = await initWhisper({ filePath: model, model, useGpu: false });
        const texts = [];
        const before = process.cpuUsage();
        for (const file of files) {
          const b = readFileSync(file);
          const { promise } = context.transcribeData(b.buffer.slice(b.byteOffset, b.byteOffset + b.length), { language, maxThreads: 1, beamSize: 1, bestOf: 1, temperatureInc: 0 });
          texts.push((await promise).result.trim());
        }
        const used = process.cpuUsage(before);
        console.log(JSON.stringify({ texts, seconds: (used.user + used.system) / 1e6 }));
        process.exit(0);
        """;

    /// <returns>The figures, or none where npm, its registry or node is not there (which is said on the error stream).</returns>
    public static async Task<IReadOnlyList<Figure>> CompareAsync(IEnumerable<SampleCall> calls, Func<SampleCall, Task<int>> oursAsync)
    {
        using var folder = new TempFolder();
        try
        {
            await RunAsync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder.Path, Package]);
            await File.WriteAllTextAsync(folder["peer.mjs"], Script);
            var ratios = new List<double>();
            var theirs = 0;
            foreach (var call in calls)
            {
                var files = WholeCall.Legs.Select(leg => Raw(folder[$"{leg}.raw"], call.Leg(leg))).ToArray();
                var answer = JsonDocument.Parse(await RunAsync("node", [folder["peer.mjs"], folder.Path, BareWhisper.ModelPath, call.Language, .. files])).RootElement;
                theirs += answer.GetProperty("texts").EnumerateArray().Select((text, i) => WholeCall.Errors(call, WholeCall.Legs[i], text.GetString()!)).Sum();
                var (_, seconds) = await CpuTime.OfAsync(() => oursAsync(call));
                ratios.Add(seconds / answer.GetProperty("seconds").GetDouble());
            }

            return [new Figure("P6.npm", CpuTime.Median(ratios), "ratio", "<=0.35"), new Figure("P6.npm.errors", theirs, "characters", null)];
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or JsonException)
        {
            await Console.Error.WriteLineAsync($"NO FIGURE P6.npm: {e.Message}");
            return [];
        }
    }

    private static string Raw(string path, short[] samples)
    {
        File.WriteAllBytes(path, MemoryMarshal.AsBytes<short>(Resampler.Convert(samples, 8000, 16_000)).ToArray());
        return path;
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (await output).Trim().Split('\n')[^1]
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {(await errors).Trim().Split('\n')[^1]}");
    }
}
