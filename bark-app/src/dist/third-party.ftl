<#-- THIRD_PARTY of the releases: license-maven-plugin gives the libraries and what their POMs say. -->
What bark-djl consists of besides its own code (Apache-2.0, see LICENSE)
=======================================================================

Libraries, in lib/
------------------

<#list dependencyMap as entry>
<#assign project = entry.getKey()>
${project.groupId}:${project.artifactId}:${project.version}
    ${entry.getValue()?join("; or ")}
</#list>

Their licences lie in the jars under META-INF, or, where those have none, in licences/.

Native libraries, in the jars of lib/
-------------------------------------

libtorch (libtorch.so, libtorch_cpu.so, libc10.so of pytorch-native-cpu)
    BSD-3-Clause: licences/PyTorch.txt. Among what is linked into it: Intel oneMKL (Intel Simplified Software License:
    licences/Intel-Simplified.txt), oneDNN and XNNPACK (Apache-2.0, BSD-3-Clause), FBGEMM (BSD-3-Clause), protobuf
    (BSD-3-Clause).
libgomp (libgomp-*.so.1 of pytorch-native-cpu)
    GPL-3.0 with the GCC Runtime Library Exception: licences/GPL-3.0.txt, licences/GCC-exception-3.1.txt
libdjl_torch.so (pytorch-jni), libtokenizers.so (tokenizers; Hugging Face's tokenizers inside)
    Apache-2.0: LICENSE
libjnidispatch.so (jna; libffi inside)
    Apache-2.0 or LGPL-2.1-or-later; libffi: MIT

Models, in lib/bark-models
--------------------------

bark-nano: Apache-2.0, made for this project. Tokenizer: Google's BERT vocabulary, Apache-2.0.

Java, in runtime/ where there is one
------------------------------------

OpenJDK: GPL-2.0 with the Classpath Exception; runtime/legal/

Not in here
-----------

ffmpeg is called where it is installed, and comes under its own licence. 'bark cuda install' fetches NVIDIA's CUDA and
cuDNN libraries, which come under NVIDIA's licences: https://docs.nvidia.com/cuda/eula/ and
https://docs.nvidia.com/deeplearning/cudnn/latest/reference/eula.html
