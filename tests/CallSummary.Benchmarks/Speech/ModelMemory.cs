using CallSummary.TestKit;
using CallSummary.TestKit.Speech;
using CallSummary.Transcription;
using CallSummary.Transcription.Whisper;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallSummary.Benchmarks.Speech;

/// <summary>
/// M1: what each public model takes in memory: its weights (once a process) and the state of one worker at work, as whisper.cpp allocates it. Measured with
/// random weights of the public shapes: memory does not depend on what they are.
/// </summary>
internal static class ModelMemory
{
    public static Benchmark Benchmark { get; } = new(
        "M1", "speech", "Memory of a worker's state for each public Whisper shape, MB (random weights, q4_0)", quick => Task.Run<IReadOnlyList<Figure>>(() => Run(quick)));

    private static List<Figure> Run(bool quick)
    {
        using var folder = new TempFolder();
        var figures = new List<Figure>();
        foreach (var (name, shape) in WhisperDimensions.Public.Where(m => !m.Key.EndsWith(".en", StringComparison.Ordinal) && m.Key is not ("large-v1" or "large-v2")))
        {
            if (quick && shape.AudioLayers > 12)
            {
                continue;
            }

            var path = folder[$"{name}.bin"];
            new RandomWhisperFile(shape, WeightFormat.Of("q4_0")).Write(path);
            using (var model = WhisperModel.Load(path, new TranscriptionOptions { Workers = 1, Threads = 1 }, NullLogger.Instance))
            {
                figures.Add(new Figure($"M1.{name}.state", Math.Round(model.StateBytes / 1e6), "MB/worker", null));
            }

            File.Delete(path);
        }

        return figures;
    }
}
