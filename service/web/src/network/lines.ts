import { EdgeProgram, EdgeRectangleProgram, type ProgramInfo } from 'sigma/rendering';
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from 'sigma/types';
import { floatColor } from 'sigma/utils';

/** Lengths of a dash, and of a dash with the gap after it, in pixels. */
const [DASH, PERIOD] = ['6.0', '10.0'];

const BULK_VERTEX = `
attribute vec2 a_position;
attribute vec4 a_color;
uniform mat3 u_matrix;
varying vec4 v_color;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  v_color = vec4(a_color.rgb, 1.0);
}`;

const BULK_FRAGMENT = `
precision mediump float;
varying vec4 v_color;
void main(void) {
  gl_FragColor = v_color;
}`;

const DASHED_VERTEX = `
attribute vec2 a_positionStart;
attribute vec2 a_positionEnd;
attribute vec2 a_normal;
attribute vec4 a_color;
attribute float a_positionCoef;
attribute float a_normalCoef;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
uniform float u_minEdgeThickness;
uniform vec2 u_half;
varying vec4 v_color;
varying float v_along;
void main() {
  vec2 normal = a_normal * a_normalCoef;
  float thickness = max(length(normal), u_minEdgeThickness * u_sizeRatio) * u_correctionRatio / u_sizeRatio;
  vec2 place = mix(a_positionStart, a_positionEnd, a_positionCoef);
  gl_Position = vec4((u_matrix * vec3(place + normalize(normal) * thickness, 1)).xy, 0, 1);
  vec2 way = (u_matrix * vec3(place, 1)).xy - (u_matrix * vec3(a_positionStart, 1)).xy;
  v_along = length(way * u_half);
  v_color = vec4(a_color.rgb, 1.0);
}`;

const DASHED_FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying float v_along;
void main(void) {
  if (mod(v_along, ${PERIOD}) > ${DASH}) discard;
  gl_FragColor = v_color;
}`;

/** Draws ties as lines of one pixel: a third of the work of rectangles, and thousands are no thicker anyway. */
export class BulkTies extends EdgeProgram<'u_matrix'> {
  override getDefinition(): ReturnType<EdgeProgram<'u_matrix'>['getDefinition']> {
    return {
      VERTICES: 2,
      VERTEX_SHADER_SOURCE: BULK_VERTEX,
      FRAGMENT_SHADER_SOURCE: BULK_FRAGMENT,
      METHOD: WebGLRenderingContext.LINES,
      UNIFORMS: ['u_matrix'],
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: WebGLRenderingContext.FLOAT },
        { name: 'a_color', size: 4, type: WebGLRenderingContext.UNSIGNED_BYTE, normalized: true },
      ],
    };
  }

  override processVisibleItem(_: number, start: number, source: NodeDisplayData, target: NodeDisplayData, tie: EdgeDisplayData): void {
    const colour = floatColor(tie.color);
    this.array.set([source.x, source.y, colour, target.x, target.y, colour], start);
  }

  override setUniforms({ matrix }: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniformMatrix3fv(uniformLocations.u_matrix ?? null, false, matrix);
  }
}

/** Draws ties as dashed lines: as the drawing library's rectangles, without what falls into a gap. */
export class DashedTies extends EdgeRectangleProgram {
  override getDefinition(): ReturnType<EdgeRectangleProgram['getDefinition']> {
    const plain = super.getDefinition();
    const uniforms = [...plain.UNIFORMS, 'u_half'] as unknown as typeof plain.UNIFORMS;
    return { ...plain, VERTEX_SHADER_SOURCE: DASHED_VERTEX, FRAGMENT_SHADER_SOURCE: DASHED_FRAGMENT, UNIFORMS: uniforms };
  }

  override setUniforms(params: RenderParams, info: ProgramInfo): void {
    super.setUniforms(params, info);
    info.gl.uniform2f((info.uniformLocations as Record<string, WebGLUniformLocation>).u_half ?? null, params.width / 2, params.height / 2);
  }
}
