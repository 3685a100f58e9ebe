using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Whisper.net;
using Whisper.net.Logger;

namespace CallSummary.Transcription.Whisper;

/// <summary>The loaded model: one in a process, shared by all workers.</summary>
internal sealed partial class WhisperModel : IDisposable
{
    private const double MegaByte = 1e6;
    private const int SentenceTokens = 16;
    private readonly IDisposable _nativeLog;

    private WhisperModel(string path, WhisperShape shape, string sha256, TranscriptionOptions options, ILogger logger)
    {
        Shape = shape;
        Name = $"{Path.GetFileName(path)} sha256:{sha256[..12]}";
        IsDemonstration = DemonstrationModel.Is(sha256);
        WeightBytes = new FileInfo(path).Length;
        double state = 0;
        _nativeLog = LogProvider.AddLogger((level, message) =>
        {
            var line = message?.TrimEnd() ?? "";
            TranscriptionLog.Native(logger, level.ToString(), line);
            state += StateMegaBytes(line);
        });
        try
        {
            // Flash attention is whisper.cpp's own default, and about a quarter cheaper here.
            Factory = WhisperFactory.FromPath(path, new WhisperFactoryOptions { UseFlashAttention = true, UseGpu = options.Runtime != WhisperRuntime.Cpu });
            Languages = WhisperFactory.GetSupportedLanguages().ToHashSet(StringComparer.Ordinal);
            Probe();
            StateBytes = (long)(state * MegaByte);

            // A worker process has weights of its own.
            var worker = StateBytes + (options.WorkerProcesses ? WeightBytes : 0);
            Plan = WorkerPlan.Choose(options, Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, worker, Measure);
        }
        catch (Exception e) when (e is WhisperModelLoadException or WhisperProcessingException)
        {
            Dispose();
            throw new TranscriptionException(
                $"whisper.cpp refuses the model '{path}' ({e.Message}). Set {TranscriptionOptions.Section}:ModelPath to another ggml-*.bin file.", e);
        }
    }

    public WhisperFactory Factory { get; } = null!;

    public WhisperShape Shape { get; }

    /// <summary>File name and digest, for provenance.</summary>
    public string Name { get; }

    /// <summary>Whether this is one of the project's own small models, which know nothing of real calls.</summary>
    public bool IsDemonstration { get; }

    /// <summary>Languages the model's tokens name.</summary>
    public IReadOnlySet<string> Languages { get; } = null!;

    /// <summary>Memory of one worker while it works, as whisper.cpp states it; 0 when it does not.</summary>
    public long StateBytes { get; }

    /// <summary>Memory of the weights, which all workers of a process share: about the size of the file.</summary>
    public long WeightBytes { get; }

    /// <summary>How many workers and threads suit this model on this machine.</summary>
    public WorkerPlan Plan { get; } = null!;

    /// <summary>Checks, then loads a model.</summary>
    /// <exception cref="TranscriptionException">The library or the file is not usable; the message names the fix.</exception>
    public static WhisperModel Load(string path, TranscriptionOptions options, ILogger logger)
    {
        var shape = GgmlModelFile.Check(path, out var sha256);
        var features = WhisperNativeLibrary.Load(options.Runtime);
        var model = new WhisperModel(path, shape, sha256, options, logger);
        try
        {
            model.RequireLanguages(options);
        }
        catch
        {
            model.Dispose();
            throw;
        }

        var plan = model.Plan;
        TranscriptionLog.ModelLoaded(
            logger, model.Name, model.WeightBytes / MegaByte, plan.Workers, plan.Threads, plan.Why, model.StateBytes / MegaByte, (model.WeightBytes + (plan.Workers * model.StateBytes)) / MegaByte, features);
        if (model.IsDemonstration)
        {
            TranscriptionLog.Demonstration(logger, model.Name, DemonstrationModel.Notice);
        }

        return model;
    }

    public void Dispose()
    {
        Factory?.Dispose();
        _nativeLog.Dispose();
    }

    /// <summary>Memory named by a line such as <c>whisper_init_state: kv self size = 3.15 MB</c>.</summary>
    internal static double StateMegaBytes(string line) =>
        StateLine().Match(line) is { Success: true } match ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    private void RequireLanguages(TranscriptionOptions options)
    {
        // An English-only model cannot tell languages apart: detection among several is a mistake of the configuration, not of the call.
        if (!Shape.IsMultilingual && options.Language != "en")
        {
            throw new TranscriptionException(
                $"The Whisper model '{Name}' knows English only. Set {TranscriptionOptions.Section}:Language to en, or {TranscriptionOptions.Section}:ModelPath to a multilingual model.");
        }

        if (options.Candidates.Append(options.Language ?? options.Candidates[0]).FirstOrDefault(l => !Languages.Contains(l)) is { } unknown)
        {
            throw new TranscriptionException(
                $"Whisper knows no language '{unknown}'. Set {TranscriptionOptions.Section}:Language and :Languages to ISO 639-1 codes such as ko and en.");
        }
    }

    // One run over a second of silence: what fails natively fails now, and whisper.cpp says what a state takes.
    private void Probe()
    {
        using var processor = Factory.CreateBuilder().WithThreads(1).WithLanguage("en").WithAudioContextSize(Math.Min(64, Shape.AudioContext)).Build();
        processor.Process(new float[SpeechFormat.SampleRate]);
    }

    // The kind of work that utterances are: a window of fitted length, a sentence's number of tokens.
    private TimeSpan Measure(int threads)
    {
        var random = new Random(1);
        var sound = new float[(int)(WorkerPlan.MeasuredSeconds * SpeechFormat.SampleRate)];
        for (var i = 0; i < sound.Length; i++)
        {
            sound[i] = (float)((random.NextDouble() - 0.5) / 5);
        }

        using var processor = Factory.CreateBuilder().WithThreads(threads).WithLanguage("en").WithAudioContextSize(AudioContextFit.Floor(this, null))
            .WithNoContext().WithSingleSegment().WithMaxTokensPerSegment(SentenceTokens).WithTemperatureInc(0).Build();
        var started = Stopwatch.GetTimestamp();
        processor.Process(sound);
        return Stopwatch.GetElapsedTime(started);
    }

    [GeneratedRegex(@"^whisper_init_state:.*=\s*([0-9.]+) MB")]
    private static partial Regex StateLine();
}
