namespace CallSummary.Transcription.Whisper;

/// <summary>The eleven numbers at the head of a whisper.cpp model file, in file order.</summary>
internal sealed record WhisperShape(
    int Vocabulary,
    int AudioContext,
    int AudioState,
    int AudioHeads,
    int AudioLayers,
    int TextContext,
    int TextState,
    int TextHeads,
    int TextLayers,
    int Mels,
    int FileType)
{
    // Of every Whisper model.
    private const int HeadWidth = 64;

    // ggml writes the version of its quantization into the thousands.
    private const int QuantizationVersions = 1000;

    // ggml's ggml_ftype: f16, q4_0, q4_1, q8_0, q5_0, q5_1, q2_k to q6_k. Native code ends the process on any other, and on f32 (0) at its first
    // convolution, which takes f16 only.
    private static readonly int[] KnownFileTypes = [1, 2, 3, 7, 8, 9, 10, 11, 12, 13, 14];

    /// <summary>English-only models have one token less than the first multilingual vocabulary.</summary>
    public bool IsMultilingual => Vocabulary >= 51_865;

    /// <summary>First token that is not text: end of text, then languages, tasks and time stamps.</summary>
    public int EndOfText => IsMultilingual ? 50_257 : 50_256;

    /// <summary>
    /// Tensors of the architecture: the encoder has 7 and 15 a layer, the decoder 4 and 24 a layer (key projections have no bias).
    /// </summary>
    public int Tensors => 11 + (15 * AudioLayers) + (24 * TextLayers);

    /// <summary>What is wrong with these numbers, or null. The limits are twice the largest published model (large: 1,280 wide, 32 layers).</summary>
    public string? Problem =>
        !In(Vocabulary, 50_000, 120_000) ? $"its vocabulary has {Vocabulary} tokens"
        : !In(AudioContext, 1, 3_000) ? $"its audio context is {AudioContext}"
        : !In(AudioState, 1, 2_560) || !In(TextState, 1, 2_560) ? $"it is {AudioState} and {TextState} wide"
        : !In(AudioLayers, 1, 64) || !In(TextLayers, 1, 64) ? $"it has {AudioLayers} and {TextLayers} layers"
        : !In(TextContext, 8, 896) ? $"its text context is {TextContext}"
        : AudioState != TextState ? $"its encoder is {AudioState} wide and its decoder {TextState}"
        : (long)AudioHeads * HeadWidth != AudioState || (long)TextHeads * HeadWidth != TextState
            ? $"{AudioHeads} and {TextHeads} heads of {HeadWidth} do not make its width of {AudioState}"
        : Mels is not (80 or 128) ? $"it has {Mels} mel bands"
        : FileType == 0 ? "its weights are f32, which whisper.cpp cannot run: convert it without use-f32, or quantise it"
        : !KnownFileTypes.Contains(FileType % QuantizationVersions) || !In(FileType / QuantizationVersions, 0, 2) ? $"its file type is {FileType}"
        : null;

    private static bool In(int value, int least, int most) => value >= least && value <= most;
}
