using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Whisper.net;

namespace CallSummary.Transcription.Voice;

/// <summary>Silero's voice detector (MIT, bundled) through whisper.cpp, behind the cheap look at the level. About 2 ms of CPU a second of sound.</summary>
internal sealed class SileroVoiceDetector : IVoiceDetector, IDisposable
{
    private const string FileName = "silero-v6.2.0-ggml.bin";
    private const string Sha256 = "2aa269b785eeb53a82983a20501ddf7c1d9c48e33ab63a41391ac6c9f7fb6987";

    // One syllable ("네") is shorter than the library's own limit.
    private static readonly TimeSpan ShortestVoice = TimeSpan.FromMilliseconds(100);

    // A moment of voice in seconds of loud sound is music that was mistaken, not a word; half a second of it is one.
    private const double LeastShare = 0.15;
    private const double EnoughVoice = 0.5;

    private readonly LevelVoiceDetector _level;
    private readonly float _threshold;
    private readonly WhisperVadFactory _factory;

    // A detector carries state through a sound, so each serves one sound at a time; as many exist as have been at work at once.
    private readonly ConcurrentBag<WhisperVadProcessor> _idle = [];

    /// <exception cref="TranscriptionException">The bundled file is missing or not as shipped, or the native library does not load.</exception>
    public SileroVoiceDetector(IOptions<TranscriptionOptions> options)
    {
        _level = new LevelVoiceDetector(options);
        _threshold = (float)options.Value.VoiceThreshold;
        Whisper.WhisperNativeLibrary.Load();
        _factory = WhisperVadFactory.FromPath(Checked(Path.Combine(AppContext.BaseDirectory, "models", FileName)));
        _idle.Add(Create());
    }

    public VoiceSpan? Find(ReadOnlySpan<float> samples)
    {
        if (_level.Find(samples) is null)
        {
            return null;
        }

        var detector = _idle.TryTake(out var idle) ? idle : Create();
        try
        {
            var voices = detector.DetectSpeech(samples).ToArray();
            var voiced = voices.Sum(v => (v.End - v.Start).TotalSeconds);
            return voices.Length == 0 || voiced < Math.Min(EnoughVoice, LeastShare * samples.Length / SpeechFormat.SampleRate)
                ? null
                : new VoiceSpan(Math.Min(samples.Length, Position(voices[0].Start)), Math.Min(samples.Length, Position(voices[^1].End)));
        }
        finally
        {
            _idle.Add(detector);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var detector))
        {
            detector.Dispose();
        }

        _factory.Dispose();
    }

    private WhisperVadProcessor Create() => _factory.CreateBuilder()
        .WithThreads(1)
        .WithThreshold(_threshold)
        .WithMinSpeechDuration(ShortestVoice)
        .Build();

    // Native code trusts the file's counts: only the bytes that we ship reach it.
    private static string Checked(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (Convert.ToHexStringLower(SHA256.HashData(file)) == Sha256)
            {
                return path;
            }
        }
        catch (IOException e)
        {
            throw new TranscriptionException($"The voice detector '{path}' cannot be read ({e.Message}). {Fix}", e);
        }

        throw new TranscriptionException($"The voice detector '{path}' is not the file that was shipped. {Fix}");
    }

    private const string Fix = $"Install the program again, or set {TranscriptionOptions.Section}:VoiceActivity to false.";

    private static int Position(TimeSpan time) => (int)(time.TotalSeconds * SpeechFormat.SampleRate);
}
