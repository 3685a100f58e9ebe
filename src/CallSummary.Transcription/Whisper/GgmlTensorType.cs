namespace CallSummary.Transcription.Whisper;

/// <summary>Tensor types of ggml that whisper.cpp's converter and quantizer write: elements in a block and bytes of a block.</summary>
internal readonly record struct GgmlTensorType(int BlockElements, int BlockBytes)
{
    /// <summary>The type with ggml's number, or null for one that Whisper files do not use.</summary>
    public static GgmlTensorType? Find(int number) => number switch
    {
        0 => new(1, 4), // F32
        1 => new(1, 2), // F16
        2 => new(32, 18), // Q4_0
        3 => new(32, 20), // Q4_1
        6 => new(32, 22), // Q5_0
        7 => new(32, 24), // Q5_1
        8 => new(32, 34), // Q8_0
        10 => new(256, 84), // Q2_K
        11 => new(256, 110), // Q3_K
        12 => new(256, 144), // Q4_K
        13 => new(256, 176), // Q5_K
        14 => new(256, 210), // Q6_K
        _ => null,
    };
}
