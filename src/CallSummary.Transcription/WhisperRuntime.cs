namespace CallSummary.Transcription;

/// <summary>Which build of whisper.cpp the engine Whisper runs on. Others than <see cref="Cpu"/> need their package at publish time.</summary>
public enum WhisperRuntime
{
    /// <summary>Processor with AVX2: the package Whisper.net.Runtime, always there.</summary>
    Cpu,

    /// <summary>NVIDIA: the package Whisper.net.Runtime.Cuda.</summary>
    Cuda,

    /// <summary>Vulkan: the package Whisper.net.Runtime.Vulkan.</summary>
    Vulkan,

    /// <summary>Intel OpenVINO: the package Whisper.net.Runtime.OpenVino.</summary>
    OpenVino,
}
