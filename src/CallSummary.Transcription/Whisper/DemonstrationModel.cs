namespace CallSummary.Transcription.Whisper;

/// <summary>The models made for this project (samples/demo-models): known by content, so that a new name does not hide what they are.</summary>
internal static class DemonstrationModel
{
    public const string Notice = "demonstration model: verifies the installation, not for real calls";

    private static readonly string[] Digests =
    [
        "1933be6dd723c191a63332714ced39f2ebbf7fa1bb1f06446d90f4206b09ea83", // whisper-demo-q8_0.bin
        "daac62f27115d6e51d3d7fd57f32a4a3c750140ec01cf05e5b273edf776e10b7", // whisper-demo-f16.bin
    ];

    public static bool Is(string sha256) => Digests.Contains(sha256);

    /// <summary>The notice for a model as provenance names it (file name and the digest's first characters), or null.</summary>
    public static string? NoticeFor(string model) =>
        Digests.Any(d => model.EndsWith($"sha256:{d[..12]}", StringComparison.Ordinal)) ? Notice : null;
}
