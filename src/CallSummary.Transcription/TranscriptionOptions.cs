using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CallSummary.Transcription;

/// <summary>Settings of the transcription stage: section <c>CallSummary:Transcription</c>.</summary>
public sealed class TranscriptionOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "CallSummary:Transcription";

    /// <summary>Who turns sound into text.</summary>
    public TranscriptionEngine Engine { get; set; } = TranscriptionEngine.Whisper;

    /// <summary>
    /// Whisper model in whisper.cpp's ggml format (<c>ggml-*.bin</c>); a relative path starts at the program's folder. Null: the one that
    /// <c>models use</c> has chosen in <see cref="ModelFolder"/>, at first the bundled demonstration model, which verifies the installation and
    /// is not for real calls.
    /// </summary>
    [MinLength(1, ErrorMessage = "CallSummary:Transcription:ModelPath is empty: name a whisper.cpp model file (ggml-*.bin), or leave it out.")]
    public string? ModelPath { get; set; }

    /// <summary>Folder of the models that <c>models pull</c> and <c>models import</c> install; a relative path starts at the program's folder.</summary>
    [Required(ErrorMessage = "CallSummary:Transcription:ModelFolder is empty: name a folder for models.")]
    public string ModelFolder { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "callsummary", "models");

    /// <summary>These settings for one utterance at a time with another model.</summary>
    internal TranscriptionOptions ForOne(string model)
    {
        var copy = (TranscriptionOptions)MemberwiseClone();
        (copy.Engine, copy.ModelPath, copy.Workers) = (TranscriptionEngine.Whisper, model, 1);
        return copy;
    }

    /// <summary>
    /// Build of whisper.cpp to run on. Another than Cpu needs its package (<c>Whisper.net.Runtime.Cuda</c>, <c>.Vulkan</c>, <c>.OpenVino</c>, same version as
    /// Whisper.net) added to the host; without it the start stops and says so.
    /// </summary>
    public WhisperRuntime Runtime { get; set; } = WhisperRuntime.Cpu;

    /// <summary>
    /// Utterances transcribed at once in this process, 1 to 256. Each takes one Whisper state, whose size is logged at start, and <see cref="Threads"/> processors. Null:
    /// one less than the processors, shared out by threads, and no more than fit into half of the memory (engine Whisper). For a server: the requests at once.
    /// </summary>
    [Range(1, 256, ErrorMessage = "CallSummary:Transcription:Workers must be 1 to 256, or be left out.")]
    public int? Workers { get; set; }

    /// <summary>
    /// Threads for one utterance, 1 to 64 (engine Whisper). Null: one, which gives the most text for a processor's time, or as many more as a measurement at start shows that
    /// the model needs to be quick enough for live text.
    /// </summary>
    [Range(1, 64, ErrorMessage = "CallSummary:Transcription:Threads must be 1 to 64, or be left out.")]
    public int? Threads { get; set; }

    /// <summary>
    /// The language of all calls (ISO 639-1), or null to detect it among <see cref="Languages"/>. An utterance that names its language
    /// goes before this. Detection is done once a leg and checked now and then; fixing the language where it is known saves that and its mistakes.
    /// </summary>
    public string? Language { get; set; }

    /// <summary>Languages to choose from when none is fixed (ISO 639-1); null means Korean and English.</summary>
    public string[]? Languages { get; set; }

    /// <summary>
    /// Words that callers are likely to say (names, products), by tenant id, or by tenant id, a slash and the subscriber's number
    /// (<c>acme/+82215880000</c>); <c>*</c> is for all. At most 50 words each; Whisper takes them as its prompt, a server as <c>prompt</c>.
    /// </summary>
    public Dictionary<string, string[]> Vocabulary { get; set; } = [];

    /// <summary>
    /// Fewest encoder positions (50 a second, 1,500 = 30 s) given to an utterance; longer ones get what they need. Fewer are faster,
    /// but published models then start to repeat themselves. Null: 512, or 128 with the demonstration model, which was trained on short windows.
    /// </summary>
    [Range(64, 1500, ErrorMessage = "CallSummary:Transcription:AudioContextFloor must be 64 to 1500 positions (50 a second).")]
    public int? AudioContextFloor { get; set; }

    /// <summary>How the engine Whisper looks for the text.</summary>
    [ValidateObjectMembers]
    public TranscriptionDecodingOptions Decoding { get; set; } = new();

    /// <summary>Sound whose loudest 50 ms stay below this level (dB relative to full scale, -90 to -20) is silence and is not transcribed.</summary>
    [Range(-90.0, -20.0, ErrorMessage = "CallSummary:Transcription:SilenceLevel must be -90 to -20 dBFS.")]
    public double SilenceLevel { get; set; } = -55;

    /// <summary>
    /// Whether a voice detector (Silero, bundled) hears each utterance first, so that silence, tones and music never reach the recogniser.
    /// Costs about 2 ms of processor time a second of sound. Off: only the level decides.
    /// </summary>
    public bool VoiceActivity { get; set; } = true;

    /// <summary>Probability (0.05 to 0.95) from which the voice detector calls 32 ms of sound speech.</summary>
    [Range(0.05, 0.95, ErrorMessage = "CallSummary:Transcription:VoiceThreshold must be 0.05 to 0.95.")]
    public double VoiceThreshold { get; set; } = 0.5;

    /// <summary>No-speech probability (0 to 1) from which text is dropped, unless its own probability reaches <see cref="ConfidentProbability"/>.</summary>
    [Range(0.0, 1.0, ErrorMessage = "CallSummary:Transcription:NoSpeechThreshold must be 0 to 1.")]
    public double NoSpeechThreshold { get; set; } = 0.6;

    /// <summary>Mean token probability (0 to 1) that overrules the no-speech probability.</summary>
    [Range(0.0, 1.0, ErrorMessage = "CallSummary:Transcription:ConfidentProbability must be 0 to 1.")]
    public double ConfidentProbability { get; set; } = 0.6;

    /// <summary>Text with a lower mean token probability (0 to 1) is dropped.</summary>
    [Range(0.0, 1.0, ErrorMessage = "CallSummary:Transcription:MinimumProbability must be 0 to 1.")]
    public double MinimumProbability { get; set; } = 0.35;

    /// <summary>Text that zlib makes smaller by more than this factor (1.2 to 20) repeats itself and is dropped. Whisper's own limit is 2.4.</summary>
    [Range(1.2, 20.0, ErrorMessage = "CallSummary:Transcription:CompressionRatioLimit must be 1.2 to 20.")]
    public double CompressionRatioLimit { get; set; } = 2.4;

    /// <summary>
    /// Whether words of an utterance are shown while it is still being said. Only workers that have nothing else to do hear them, and stop as soon as a whole utterance
    /// waits (worker processes: all but the last).
    /// </summary>
    public bool PartialLines { get; set; } = true;

    /// <summary>
    /// Time from an utterance's publication to its text from which this host says that it is under load (<c>/health/ready</c> 429), 1 s to 1 h. It goes on working;
    /// more is being spoken than its workers can hear.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "CallSummary:Transcription:BehindAfter must be 00:00:01 to 01:00:00.")]
    public TimeSpan BehindAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time for one attempt at one utterance, 1 s to 30 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00", ErrorMessage = "CallSummary:Transcription:UtteranceTimeout must be 00:00:01 to 00:30:00.")]
    public TimeSpan UtteranceTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Attempts at an utterance before it is published without text (1 to 10), so that its call still completes.</summary>
    [Range(1, 10, ErrorMessage = "CallSummary:Transcription:Attempts must be 1 to 10.")]
    public int Attempts { get; set; } = 3;

    /// <summary>Pause between two attempts, 0 to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00", ErrorMessage = "CallSummary:Transcription:RetryInterval must be 00:00:00 to 00:05:00.")]
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether each worker is a process of its own (engine Whisper). A crash of native code then costs one worker, which is replaced, and never the
    /// service; the price is one set of weights in memory for each worker.
    /// </summary>
    public bool WorkerProcesses { get; set; }

    /// <summary>The program that workers run, a <c>.dll</c> or an executable of this product; null: this program.</summary>
    public string? WorkerProgram { get; set; }

    /// <summary>Worker processes that an utterance may crash (1 to 10) before it is set aside: published without text, with a line in the log that names its place in the recording.</summary>
    [Range(1, 10, ErrorMessage = "CallSummary:Transcription:CrashesBeforeSetAside must be 1 to 10.")]
    public int CrashesBeforeSetAside { get; set; } = 2;

    /// <summary>
    /// Folder for the sound of utterances that were set aside, as WAV, for whoever looks for the fault; null keeps none. What lies there is not
    /// erased with its call: empty it yourself.
    /// </summary>
    public string? SetAsideFolder { get; set; }

    /// <summary>The server, when <see cref="Engine"/> is <see cref="TranscriptionEngine.OpenAICompatible"/>.</summary>
    [ValidateObjectMembers]
    public TranscriptionServerOptions Server { get; set; } = new();

    /// <summary>Most utterances that can be in work at once, whatever the measurement says.</summary>
    internal int MostWorkers => Workers ?? Math.Max(1, Environment.ProcessorCount - 1);

    internal IReadOnlyList<string> Candidates => Languages ?? ["ko", "en"];
}
